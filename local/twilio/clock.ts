/** Time as the stand-in sees it, in epoch milliseconds. */
export type Clock = {
  now(): number;
  /** Calls `run` once, when `time` (epoch milliseconds) has come; the answer takes it back. */
  at(time: number, run: () => void): () => void;
  /** Jumps `ms` ahead and runs everything that falls due on the way, in order of time. */
  advance(ms: number): void;
  close(): void;
};

type Timer = { time: number; order: number; run: () => void };

/** A clock that follows real time, plus every jump made with `advance`. */
export const runningClock = (): Clock => createClock(Date.now, true);

/** A clock that stands still at `start` (epoch milliseconds) until it is advanced. */
export const stoppedClock = (start = Date.UTC(2026, 0, 1)): Clock => createClock(() => start, false);

function createClock(base: () => number, running: boolean): Clock {
  const timers: Timer[] = [];
  let ahead = 0;
  let orders = 0;
  let wake: NodeJS.Timeout | undefined;
  const now = () => base() + ahead;

  function runDue(): void {
    for (let next = timers[0]; next && next.time <= now(); next = timers[0]) {
      timers.shift();
      next.run();
    }
    schedule();
  }

  function schedule(): void {
    clearTimeout(wake);
    const next = timers[0];
    if (running && next) wake = setTimeout(runDue, Math.min(Math.max(next.time - now(), 0), longestTimeout));
  }

  function remove(timer: Timer): void {
    const index = placeOf(timers, timer);
    if (timers[index] === timer) timers.splice(index, 1);
  }

  return {
    now,
    at(time, run) {
      orders += 1;
      const timer = { time, order: orders, run };
      timers.splice(placeOf(timers, timer), 0, timer);
      if (timers[0] === timer) schedule();
      return () => remove(timer);
    },
    advance(ms) {
      const end = now() + ms;
      for (let next = timers[0]; next && next.time <= end; next = timers[0]) {
        ahead += Math.max(next.time - now(), 0);
        timers.shift();
        next.run();
      }
      ahead += Math.max(end - now(), 0);
      schedule();
    },
    close() {
      timers.length = 0;
      clearTimeout(wake);
    },
  };
}

/** setTimeout fires at once when asked for more than this. */
const longestTimeout = 2 ** 31 - 1;

/** Where the timer stands, or would stand, in the sorted list. */
function placeOf(timers: readonly Timer[], { time, order }: Timer): number {
  let low = 0;
  let high = timers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = timers[middle];
    if (other && (other.time < time || (other.time === time && other.order < order))) low = middle + 1;
    else high = middle;
  }
  return low;
}
