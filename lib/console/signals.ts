import * as z from 'zod';
import { threadKey } from '../thread.ts';
import { idSchema } from './id.ts';
import { Refusal } from './refusal.ts';
import { heldBy, isIn, standingOf } from './standing.ts';
import { threadKeySchema } from './thread-key.ts';
import { wholeOf } from './whole.ts';
import type { Resource } from './world.ts';

const signalSchema = z.object({
  id: idSchema,
  thread: threadKeySchema,
  signal: z.enum(['typing', 'read']),
  messageId: z.string().max(1_000).optional(),
});

/** Tells the customer that the agent who has them in hand types, or has read a message. */
export const postSignal: Resource = async (world, agent, { body }) => {
  const { id, thread, signal, messageId } = signalSchema.parse(body);
  const { threads } = await wholeOf(world, thread);
  if (!isIn(await standingOf(world, agent, threads))) throw new Refusal(409, heldBy(threads));
  const about = messageId === undefined ? {} : { messageId };
  await world.signal({
    type: 'signal',
    id: `signal ${threadKey(thread)} ${agent.worker.sid} ${id}`,
    thread,
    signal,
    ...about,
  });
  return { status: 202, body: { id } };
};
