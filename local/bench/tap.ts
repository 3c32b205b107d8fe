import { setTimeout as wait } from 'node:timers/promises';
import type { Rewire } from '../cloud/functions.ts';
import { type Door, openDoor } from './door.ts';

/** A call that the function `by` made: `BatchGetItem` or `POST /v2/bot/message/reply`; times in ms of performance.now(). */
export type Call = { by: string; operation: string; start: number; end: number };

export type Tap = {
  /** All that are over, in the order of their ends. */
  calls: Call[];
  rewire: Rewire;
  /** The next call to end of which `wanted` is true. */
  next(wanted: (call: Call) => boolean): Promise<Call>;
  /** Resolves once no call was at work for `ms`. */
  quiet(ms: number): Promise<void>;
  close(): Promise<void>;
};

/** Stands between functions and all that they call, and notes each call; each takes `delay` ms longer for it. */
export function openTap({ delay }: { delay: number }): Tap {
  const calls: Call[] = [];
  const doors = new Map<string, Promise<Door>>();
  const listeners = new Set<(call: Call) => void>();
  let atWork = 0;
  let lastEnd = performance.now();

  function doorOf(by: string, origin: string): Promise<Door> {
    const name = `${by} ${origin}`;
    const door =
      doors.get(name) ??
      openDoor(origin, async (operation, work) => {
        atWork += 1;
        const start = performance.now();
        try {
          await wait(delay);
          const answer = await work();
          note({ by, operation, start, end: performance.now() });
          return answer;
        } finally {
          atWork -= 1;
          lastEnd = performance.now();
        }
      });
    doors.set(name, door);
    return door;
  }

  /** Called before the function has its answer: what it calls next begins later than this ended, whatever the clock's grain. */
  function note(call: Call): void {
    calls.push(call);
    for (const listener of listeners) listener(call);
  }

  return {
    calls,
    async rewire(functionName, variables) {
      const rewired = Object.entries(variables).map(async ([variable, value]): Promise<[string, string]> => {
        if (variable === ownAddress) return [variable, value];
        let text = value;
        for (const origin of new Set(value.match(/http:\/\/127\.0\.0\.1:\d+/g))) {
          text = text.replaceAll(origin, (await doorOf(functionName, origin)).origin);
        }
        return [variable, text];
      });
      return Object.fromEntries(await Promise.all(rewired));
    },
    next: (wanted) =>
      new Promise((resolve) => {
        const listener = (call: Call) => {
          if (!wanted(call)) return;
          listeners.delete(listener);
          resolve(call);
        };
        listeners.add(listener);
      }),
    async quiet(ms) {
      while (atWork > 0 || performance.now() - lastEnd < ms) await wait(5);
    },
    async close() {
      for (const door of await Promise.all(doors.values())) await door.close();
    },
  };
}

/** Where the world calls the function, and not something that it calls. */
const ownAddress = 'WEBHOOK_ORIGIN';
