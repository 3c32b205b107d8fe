import { setTimeout as pause } from 'node:timers/promises';

/** What of the outside world has no address: time that passes, and chance. */
export type Clock = {
  /** Resolves after so many milliseconds, or at once when the signal is given. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1. */
  random(): number;
};

export const clock: Clock = {
  wait: (milliseconds, signal) => pause(milliseconds, undefined, { signal }).catch(() => {}),
  random: Math.random,
};

/** Milliseconds before the try after this many failures: 1 second, twice as long each time, a minute at most; half of it by chance. */
export const backoff = (failures: number, random: () => number): number =>
  Math.min(60_000, 1_000 * 2 ** failures) * (0.5 + random() / 2);
