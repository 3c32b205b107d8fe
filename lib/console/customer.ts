import * as z from 'zod';
import { Permanent, Transient } from '../errors.ts';
import type { Whole } from '../store/people.ts';
import { readThreadKey, threadKey } from '../thread.ts';
import { personOf } from './person.ts';
import type { CustomerView } from './protocol/customer.ts';
import { Refusal } from './refusal.ts';
import { expectReader, heldBy, isIn, standingOf } from './standing.ts';
import { suggestionsFor, toldBy } from './suggestions.ts';
import { threadKeySchema } from './thread-key.ts';
import { wholeOf } from './whole.ts';
import type { Resource, World } from './world.ts';

const askedSchema = z.object({ thread: threadKeySchema });

/** Who the customer of a thread is. */
export const getCustomer: Resource = async (world, agent, { parameters }) => {
  const { thread } = askedSchema.parse(parameters);
  const whole = await wholeOf(world, thread);
  await expectReader(world, agent, whole.threads);
  return { status: 200, body: await viewOf(world, whole) };
};

const changesSchema = z.object({
  attributes: z
    .record(z.string().min(1).max(64), z.json().refine(isShort, 'takes 2,000 characters at most'))
    .refine(
      (changes) => Object.keys(changes).length > 0 && Object.keys(changes).length <= 20,
      'takes 1 to 20 attributes',
    ),
});

function isShort(value: unknown): boolean {
  return JSON.stringify(value).length <= 2_000;
}

/** Sets attributes of a customer, and removes those that are null: whoever has the conversation in hand, and supervisors. */
export const putCustomer: Resource = async (world, agent, { parameters, body }) => {
  const { thread } = askedSchema.parse(parameters);
  const { attributes } = changesSchema.parse(body);
  const { threads, customer } = await wholeOf(world, thread);
  if (!agent.supervisor && !isIn(await standingOf(world, agent, threads))) throw new Refusal(409, heldBy(threads));
  const isMore = Object.values(attributes).some((value) => value !== null);
  if (isMore && !hasRoom({ ...customer.attributes, ...attributes }))
    throw new Refusal(
      409,
      'There is no more room: a customer takes 200 attributes and 50,000 characters. Remove some first.',
    );
  await world.store.setAttributes(customer.id, attributes, { by: agent.worker.name, at: world.now() });
  return { status: 200, body: await viewOf(world, await wholeOf(world, thread)) };
};

/** An item of the table holds 400 KB, and who tells too much would leave none for what flows learn. */
const hasRoom = (attributes: Record<string, unknown>): boolean =>
  Object.values(attributes).filter((value) => value !== null).length <= 200 &&
  JSON.stringify(attributes).length <= 50_000;

async function viewOf(world: World, { customer, state, threads, keys }: Whole): Promise<CustomerView> {
  const { store } = world;
  const taskSid = state.handOff?.sid;
  const known = store.sources(customer.id);
  const [sources, ended, suggestions, why] = await Promise.all([
    known,
    Promise.all(threads.map(({ thread }) => store.conversations(thread, mostConversations))),
    known.then((sources) => suggestionsFor(world, toldBy(customer, sources))),
    taskSid === undefined ? [] : world.why(taskSid).catch(untold),
  ]);
  const zone = zoneOf(customer.attributes);
  return {
    ...personOf(customer, state),
    ...(zone !== undefined && { zone }),
    attributes: Object.entries(customer.attributes).map(([name, value]) => ({ name, value, ...sources[name] })),
    addresses: keys.map(addressOf),
    suggestions,
    conversations: ended
      .flat()
      .sort((one, other) => other.askedAt - one.askedAt)
      .slice(0, mostConversations)
      .map(({ thread, askedAt, endedAt, worker, disposition, note }) => ({
        thread: threadKey(thread),
        channel: thread.channel,
        startedAt: askedAt,
        endedAt,
        ...(worker && { worker: worker.name }),
        ...(disposition !== undefined && { disposition }),
        ...(note !== undefined && { note }),
      })),
    why,
  };
}

const mostConversations = 50;

/** Who the customer is can be told while TaskRouter is out of reach, and after it has forgotten the task. */
function untold(error: unknown): string[] {
  if (error instanceof Transient || error instanceof Permanent) return [];
  throw error;
}

/** A thread's address is its sender, a proof's what stands after its kind. */
function addressOf(key: string): CustomerView['addresses'][number] {
  const thread = readThreadKey(key);
  if (thread) return { key, kind: thread.channel, text: thread.sender };
  const [kind = '', ...rest] = key.split(':');
  return { key, kind, text: rest.join(':') };
}

/** The time zone, under any of the names that flows and CRMs give it. */
function zoneOf({ zone, timezone, time_zone: written }: Record<string, unknown>): string | undefined {
  return [zone, timezone, written].filter((one) => typeof one === 'string').find(isZone);
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
