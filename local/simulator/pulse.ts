import { setTimeout as wait } from 'node:timers/promises';

/** Looks again and again with so many milliseconds between, from `start` to `stop`. */
export function openPulse(look: () => unknown, pause: number) {
  let beating: AbortController | undefined;

  async function beat(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await look();
      await wait(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  return {
    start(): void {
      beating = new AbortController();
      void beat(beating.signal);
    },
    stop(): void {
      beating?.abort();
    },
  };
}
