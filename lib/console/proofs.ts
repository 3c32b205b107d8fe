import * as z from 'zod';
import type { Customer } from '../identity/customer.ts';
import { proofSchema } from '../message.ts';
import { eventIdOf, idSchema } from './id.ts';
import { Refusal } from './refusal.ts';
import { heldBy, isIn, standingOf } from './standing.ts';
import { toldBy } from './suggestions.ts';
import { threadKeySchema } from './thread-key.ts';
import { wholeOf } from './whole.ts';
import type { Resource, World } from './world.ts';

/** What somebody can be asked for and asked back at, as channels write it; an account is proven by the channel alone. */
const askableSchema = proofSchema.refine((proof) => /^(phone:|email:[^\s@A-Z]{1,64}@[^\s@A-Z]{1,255}$)/.test(proof), {
  error: 'takes phone:+49... or email:...@... in small letters',
});

const provenSchema = z.object({ id: idSchema, thread: threadKeySchema, proof: askableSchema });

/** The agent who has a customer in hand, or a supervisor, has made sure that an address is theirs. */
export const postProof: Resource = async (world, agent, { body }) => {
  const { id, thread, proof } = provenSchema.parse(body);
  const { threads, customer } = await wholeOf(world, thread);
  if (!agent.supervisor) {
    if (!isIn(await standingOf(world, agent, threads))) throw new Refusal(409, heldBy(threads));
    await expectTold(world, customer, proof);
  }
  const { worker } = agent;
  const identified = eventIdOf('identified', { worker, thread }, id);
  await world.enqueue({ type: 'identified', id: identified, thread, at: world.now(), worker, proves: [proof] });
  return { status: 202, body: { id } };
};

/**
 * Two people become one only where the customer has told the other's address themselves: an agent who could name any would
 * read anybody's history. Throws Refusal.
 */
async function expectTold({ store }: World, customer: Customer, proof: string): Promise<void> {
  const holder = (await store.people.holders([proof])).get(proof);
  if (!holder || holder.id === customer.id) return;
  const told = toldBy(customer, await store.sources(customer.id));
  if (told.some((one) => one.proof === proof)) return;
  throw new Refusal(
    403,
    'This address is proven to be another customer’s, and this one has not told it: ask a supervisor to join them.',
  );
}
