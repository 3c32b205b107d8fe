/** One number of the bench. `name` is its path in the JSON (`calls.webhook`), `says` its line in the table. */
export type Measurement = {
  name: string;
  says: string;
  value: number;
  unit: Unit;
  /** What it may be; how it is meant is in docs/performance.md. */
  budget?: { most: number } | { least: number };
};
export type Unit = 'bytes' | 'ms' | 's' | 'a second' | '';

/** Whether a number keeps to its budget; undefined where it has none. */
export function isWithin({ value, budget }: Measurement): boolean | undefined {
  if (!budget) return undefined;
  return 'most' in budget ? value <= budget.most : value >= budget.least;
}
