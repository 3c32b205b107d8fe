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

/** A parked conversation lies with whoever has parked it. */
const queueOf = ({ owner, parked }: ThreadState): string => (parked ? parkedQueue(parked.worker.sid) : owner);

export const parkedQueue = (workerSid: string): string => `parked ${workerSid}`;

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

/** All threads that are with agents or wait for one, the longest silent first. The index may be some seconds behind. */
export async function threadsWithAgents(table: Table): Promise<ThreadState[]> {
  const { gsi1pk } = indexKeys.inbox('open', 'agent', 0);
  return (await table.query({ gsi1pk, prefix: '' })).map(readThread);
}
