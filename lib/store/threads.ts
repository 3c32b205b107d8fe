import * as z from 'zod';
import { type ThreadState, threadStateSchema } from '../conversation/state.ts';
import type { Thread } from '../message.ts';
import { threadKey } from '../thread.ts';
import { indexKeys, keys } from './keys.ts';
import type { Table, Write } from './table.ts';

/** The thread as it is stored, when nobody wrote it since version `previous`; its run is one JSON string to the table. */
export const threadWrite = (state: ThreadState, previous: number | undefined): Write => ({
  put: {
    ...keys.thread(threadKey(state.thread)),
    ...indexKeys.inbox(state.status, queueOf(state), state.lastMessageAt),
    ...state,
    run: state.run && JSON.stringify(state.run),
  },
  ...(previous === undefined ? { unless: 'exists' } : { whenVersion: previous }),
});

/** What an agent has parked, or writes on beside a task of another thread, lies with that agent; the rest with who answers. */
function queueOf({ owner, handOff, parked, follows }: ThreadState): string {
  if (parked) return queues.parked(parked.worker.sid);
  return follows && !handOff ? queues.beside(follows.worker.sid) : owner;
}

/** Names of an agent's own queues, by the worker's SID. */
export const queues = {
  parked: (workerSid: string) => `parked ${workerSid}`,
  beside: (workerSid: string) => `beside ${workerSid}`,
};

const storedSchema = z.looseObject({ run: z.string().optional() });

/** A stored thread read back; throws where the item is not one. */
export function readThread(item: unknown): ThreadState {
  const { run, ...rest } = storedSchema.parse(item);
  return threadStateSchema.parse({ ...rest, run: run === undefined ? undefined : JSON.parse(run) });
}

/** The state of a thread, for those who only look; undefined where nobody has written on it. */
export async function findThread(table: Table, thread: Thread): Promise<ThreadState | undefined> {
  const item = await table.get(keys.thread(threadKey(thread)));
  return item && readThread(item);
}
