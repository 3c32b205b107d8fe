import * as z from 'zod';
import { proofSchema } from '../message.ts';
import { eventIdOf, idSchema } from './id.ts';
import { Refusal } from './refusal.ts';
import { heldBy, isIn, standingOf } from './standing.ts';
import { threadKeySchema } from './thread-key.ts';
import { wholeOf } from './whole.ts';
import type { Resource } from './world.ts';

/** What somebody can be asked for and asked back at, as channels write it; an account is proven by the channel alone. */
const askableSchema = proofSchema.refine((proof) => /^(phone:|email:[^\s@A-Z]{1,64}@[^\s@A-Z]{1,255}$)/.test(proof), {
  error: 'takes phone:+49... or email:...@... in small letters',
});

const provenSchema = z.object({ id: idSchema, thread: threadKeySchema, proof: askableSchema });

/** The agent who has a customer in hand, or a supervisor, has made sure that an address is theirs. */
export const postProof: Resource = async (world, agent, { body }) => {
  const { id, thread, proof } = provenSchema.parse(body);
  const { threads } = await wholeOf(world, thread);
  if (!agent.supervisor && !isIn(await standingOf(world, agent, threads))) throw new Refusal(409, heldBy(threads));
  const { worker } = agent;
  const identified = eventIdOf('identified', { worker, thread }, id);
  await world.enqueue({ type: 'identified', id: identified, thread, at: world.now(), worker, proves: [proof] });
  return { status: 202, body: { id } };
};
