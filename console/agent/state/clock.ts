/** Time and chance, so that tests have their own. Times are milliseconds. */
export type Clock = {
  now(): number;
  /** Gives what stops it. */
  after(delay: number, act: () => void): () => void;
  /** From 0 to 1. */
  random(): number;
};

export const realClock: Clock = {
  now: () => Date.now(),
  after(delay, act) {
    const timer = setTimeout(act, delay);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** Acts again and again, the first time after one `interval`. Gives what stops it. */
export function every(clock: Clock, interval: number, act: () => void): () => void {
  let stop = clock.after(interval, again);
  function again(): void {
    stop = clock.after(interval, again);
    act();
  }
  return () => stop();
}

/** Milliseconds before another attempt after so many failures: from half a second, doubled up to 30 s, half of it by chance. */
export const backoff = (clock: Clock, failures: number): number =>
  Math.min(30_000, 1_000 * 2 ** Math.min(failures, 10)) * (0.5 + clock.random() / 2);
