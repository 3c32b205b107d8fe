import { signal } from '@preact/signals';
import * as z from 'zod';
import type { Task } from '../../../lib/console/protocol/work.ts';
import type { Kept } from './kept.ts';

export type Seen = {
  unread(task: Task): number;
  /** The agent has looked at all that the customer wrote. */
  look(task: Task): void;
  /** What is held now: the rest is forgotten, and what is new counts as read but for what waits. */
  hold(tasks: readonly Task[]): void;
};

/** How many of a customer's messages were looked at, per thread, also after a reload. */
export function openSeen(kept: Kept): Seen {
  const seen = signal<ReadonlyMap<string, number>>(kept.all('seen', z.number()));

  function set(thread: string, heard: number): void {
    if (seen.peek().get(thread) === heard) return;
    kept.keep('seen', thread, heard);
    seen.value = new Map(seen.peek()).set(thread, heard);
  }

  return {
    unread: ({ thread, heard }) => Math.max(0, heard - (seen.value.get(thread) ?? heard)),
    look: ({ thread, heard }) => set(thread, heard),
    hold(tasks) {
      const held = new Set(tasks.map(({ thread }) => thread));
      for (const thread of seen.peek().keys()) if (!held.has(thread)) kept.drop('seen', thread);
      const known = new Map([...seen.peek()].filter(([thread]) => held.has(thread)));
      if (known.size < seen.peek().size) seen.value = known;
      for (const { thread, heard, waitingSince } of tasks)
        if (!known.has(thread)) set(thread, Math.max(0, heard - (waitingSince === undefined ? 0 : 1)));
    },
  };
}
