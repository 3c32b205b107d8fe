import * as z from 'zod';
import type { ThreadState } from '../conversation/state.ts';
import type { Customer } from '../identity/customer.ts';
import { readThreadKey, threadKey } from '../thread.ts';
import { personOf } from './person.ts';
import type { Found } from './protocol/desk.ts';
import { standingIn } from './standing.ts';
import type { Agent, Resource, World } from './world.ts';

const askedSchema = z.object({ q: z.string().max(200) });

/** Open threads that are looked through of each kind, and results that are shown. */
const looked = 300;
const most = 20;

/**
 * Customers and conversations by what an agent remembers: a whole telephone number, e-mail address or thread key finds
 * anybody, by the keys of the table; a part of a name, an address or an attribute finds whoever has an open conversation, as
 * the table has no other index. Agents find what is theirs, supervisors everything.
 */
export const getSearch: Resource = async (world, agent, { parameters }) => {
  const asked = askedSchema.parse(parameters).q.trim();
  const text = asked.toLowerCase();
  const [exact, open] = text === '' ? [[], []] : await Promise.all([byKey(world, asked), openOnes(world, agent)]);
  const customers = await world.store.people.customers([...exact, ...open].map(({ customerId }) => customerId));
  const seen = new Set<string>();
  const found: Found = { customers: [] };
  for (const state of [...exact, ...open]) {
    const customer = customers.get(state.customerId);
    const isExact = exact.includes(state);
    const key = threadKey(state.thread);
    if (seen.has(key) || !(isExact ? mayFind(agent, exact) : fits(text, state, customer))) continue;
    seen.add(key);
    found.customers.push({
      customer: personOf(customer, state),
      thread: key,
      channel: state.thread.channel,
      at: state.lastMessageAt,
    });
  }
  return { status: 200, body: { customers: found.customers.slice(0, most) } };
};

/** The threads of whoever has this telephone number, e-mail address or thread. */
async function byKey({ store: { people } }: World, asked: string): Promise<ThreadState[]> {
  const digits = asked.replace(/[\s().\-/]/g, '').replace(/^00/, '+');
  const keys = [
    ...(/^\+\d{6,15}$/.test(digits) ? [`phone:${digits}`] : []),
    ...(/^[^\s@]+@[^\s@]+$/.test(asked) ? [`email:${asked.toLowerCase()}`] : []),
    ...(readThreadKey(asked) ? [asked] : []),
  ];
  const holders = keys.length > 0 ? await people.holders(keys) : new Map<string, Customer>();
  const theirs = [...new Set([...holders.values()].map(({ id }) => id))].map((id) => people.threadsOf(id));
  return (await Promise.all(theirs)).flat();
}

async function openOnes({ store: { inbox } }: World, agent: Agent): Promise<ThreadState[]> {
  if (!agent.supervisor) {
    const [withAgents, parked] = await Promise.all([inbox.withAgents(1_000), inbox.parkedBy(agent.worker.sid)]);
    return [...withAgents, ...parked].filter((state) => standingIn(state, agent).part !== 'none');
  }
  return (await Promise.all([inbox.withAgents(looked), inbox.withFlows(looked)])).flat();
}

const mayFind = (agent: Agent, theirs: ThreadState[]): boolean =>
  agent.supervisor || theirs.some((state) => standingIn(state, agent).part !== 'none');

function fits(text: string, { thread, handOff }: ThreadState, customer: Customer | undefined): boolean {
  const values = Object.values(customer?.attributes ?? {}).filter((value) => typeof value === 'string');
  return [thread.sender, thread.channel, handOff?.sid ?? '', ...values].some((one) => one.toLowerCase().includes(text));
}
