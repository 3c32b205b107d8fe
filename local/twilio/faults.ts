/** What goes wrong with the next requests; `match` is tried on `POST /v1/Workspaces/...`, `times` is 1 unless told. */
type RequestFault = { match?: RegExp; times?: number } & (
  | { type: 'status'; status: number; committed?: boolean }
  | { type: 'lost-answer' }
  | { type: 'delay'; ms: number }
);

/** What goes wrong with the next callbacks; `match` is tried on the EventType, or on `assignment`. */
type CallbackFault = { match?: RegExp; times?: number } & (
  | { type: 'drop' }
  | { type: 'duplicate' }
  | { type: 'delay'; ms: number }
);

/** Faults to inject. Milliseconds are real ones, but those of `searchLag`, which are the clock's. */
export type Faults = {
  /**
   * `status` refuses without doing anything, unless `committed`; `lost-answer` does the work and never answers; `delay`
   * does the work and answers late.
   */
  request(fault: RequestFault): void;
  callback(fault: CallbackFault): void;
  /** EvaluateTaskAttributes sees tasks as they were this many milliseconds ago. */
  searchLag: number;
  takeRequest(line: string): RequestFault | undefined;
  takeCallback(name: string): CallbackFault | undefined;
  clear(): void;
};

/** No faults yet. */
export function createFaults(): Faults {
  const requests: RequestFault[] = [];
  const callbacks: CallbackFault[] = [];
  return {
    request: (fault) => void requests.push({ ...fault }),
    callback: (fault) => void callbacks.push({ ...fault }),
    searchLag: 0,
    takeRequest: (line) => take(requests, line),
    takeCallback: (name) => take(callbacks, name),
    clear() {
      requests.length = 0;
      callbacks.length = 0;
      this.searchLag = 0;
    },
  };
}

function take<Fault extends { match?: RegExp; times?: number }>(faults: Fault[], text: string): Fault | undefined {
  const index = faults.findIndex(({ match }) => !match || text.search(match) >= 0);
  const fault = faults[index];
  if (!fault) return undefined;
  fault.times = (fault.times ?? 1) - 1;
  if (fault.times <= 0) faults.splice(index, 1);
  return fault;
}
