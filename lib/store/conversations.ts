import * as z from 'zod';
import type { Ended } from '../conversation/end-hand-off.ts';
import { outcomeSchema, taskRequestSchema } from '../conversation/hand-off.ts';
import { type Thread, threadSchema } from '../message.ts';
import { threadKey } from '../thread.ts';
import { workerSchema } from '../worker.ts';
import { indexKeys, keys } from './keys.ts';
import type { Table, Write } from './table.ts';

/** A hand-off that is over, as it is kept. Times are epoch milliseconds. */
const conversationSchema = outcomeSchema.extend({
  thread: threadSchema,
  taskSid: z.string().optional(),
  /** Who had it last. */
  worker: workerSchema.optional(),
  askedAt: z.number(),
  acceptedAt: z.number().optional(),
  endedAt: z.number(),
  end: z.enum(['completed', 'parked', 'canceled', 'failed']),
  request: taskRequestSchema.optional(),
});
export type StoredConversation = z.infer<typeof conversationSchema>;

/** Keeps a hand-off that is over. */
export function conversationWrite(thread: Thread, { handOff, at, ...ending }: Ended): Write {
  const { externalId, sid, worker, askedAt = at, acceptedAt, request } = handOff;
  const conversation: StoredConversation = { thread, askedAt, endedAt: at, ...ending };
  return {
    put: {
      ...keys.conversation(threadKey(thread), askedAt, externalId),
      ...indexKeys.conversationsOn(askedAt),
      ...conversation,
      taskSid: sid,
      worker,
      acceptedAt,
      request,
    },
  };
}

/** The hand-offs of a thread that are over, the newest first. */
export async function conversationsOf(table: Table, thread: Thread, limit: number): Promise<StoredConversation[]> {
  const { pk } = keys.thread(threadKey(thread));
  const items = await table.query({ pk, prefix: 'CONVERSATION#' }, { limit, backwards: true });
  return z.array(conversationSchema).parse(items);
}

/** Every time of this millennium begins so, and a prefix must not be empty. */
const anyTime = '0';

/** The hand-offs that were asked for on the day of `at` (UTC) and are over, in that order. */
export async function conversationsOn(table: Table, at: number): Promise<StoredConversation[]> {
  const { gsi1pk } = indexKeys.conversationsOn(at);
  return z.array(conversationSchema).parse(await table.query({ gsi1pk, prefix: anyTime }));
}
