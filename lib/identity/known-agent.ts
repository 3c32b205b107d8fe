import * as z from 'zod';
import { workerSchema } from '../worker.ts';

/** Who last had a customer's thread in hand: since when, or until when, in epoch milliseconds. */
export const servedSchema = z.object({ worker: workerSchema, at: z.number(), open: z.boolean() });
export type Served = z.infer<typeof servedSchema>;

export type KnownAgent = { worker: Served['worker']; why: 'open task' | 'last task' };

/**
 * The agent who knows a customer: whoever holds another of their tasks, else whoever last had one within `days`. `served`
 * are the customer's threads, of which `thread` is the one that asks. Pure.
 */
export function knownAgentOf(
  served: readonly { key: string; served: Served }[],
  { thread, now, days }: { thread: string; now: number; days: number },
): KnownAgent | undefined {
  const newest = served.toSorted((one, other) => other.served.at - one.served.at);
  // TaskRouter deletes a task that nobody has completed within a day, and an event may be lost.
  const holds = newest.find(({ key, served: { open, at } }) => open && key !== thread && now - at < day);
  if (holds) return { worker: holds.served.worker, why: 'open task' };
  const last = newest.find(({ served: { at } }) => now - at < days * day);
  return last && { worker: last.served.worker, why: 'last task' };
}

const day = 86_400_000;
