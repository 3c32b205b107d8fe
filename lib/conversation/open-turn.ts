import { Permanent } from '../errors.ts';
import { type Identity, identify } from '../identity/identify.ts';
import type { ThreadEvent } from '../message.ts';
import { threadKey } from '../thread.ts';
import { newThread } from './state.ts';
import { beginTurn, type Turn } from './turn.ts';
import type { Known, World } from './world.ts';

/**
 * Reads the thread and finds out who it is; `again`, after a conflict, also whom that person was merged into. Undefined where the event means nothing, being about a thread that nobody has
 * written on; throws Permanent where such a thread ought to be there.
 */
export async function openTurn(world: World, event: ThreadEvent, again: boolean): Promise<Turn | undefined> {
  const known = await world.store.load(event.thread, othersOf(event));
  if (known.state === undefined && !opens(event)) {
    if (event.type !== 'agent-said' && event.type !== 'agent-did' && event.type !== 'task') return undefined;
    throw new Permanent(`nobody has written on this thread, so there is nothing to do with "${event.type}"`);
  }
  const identity = await whoIsIt(world, event, known);
  const state = known.state ?? newThread(event.thread, identity?.customer.id ?? '', event.at);
  const turn = beginTurn(event, state, known.state?.version);
  const root = again && !identity ? await world.store.root(state.customerId) : known.customer;
  return { ...turn, identity, customer: identity?.customer ?? root };
}

const opens = ({ type }: ThreadEvent) => openers.has(type);

const openers = new Set<ThreadEvent['type']>([
  'message',
  'choice',
  'joined',
  'identified',
  'moved',
  'noted',
  'requested',
]);

/** What else than the thread's own key says who it is. */
const othersOf = (event: ThreadEvent): string[] => [
  ...(event.proves ?? []),
  ...(event.type === 'moved' ? [threadKey({ ...event.thread, sender: event.formerly })] : []),
];

/** Undefined where the thread's person holds every proof already: then there is nothing to find out or to write. */
async function whoIsIt(
  world: World,
  event: ThreadEvent,
  { state, held, customer }: Known,
): Promise<Identity | undefined> {
  const others = othersOf(event);
  if (state && others.every((key) => held[key] === state.customerId)) return undefined;
  const thread = threadKey(event.thread);
  const holders = state ? { ...held, [thread]: state.customerId } : held;
  const roots = await Promise.all(
    [...new Set(Object.values(holders))].map(async (id) => {
      const root = customer?.id === id ? customer : await world.store.root(id);
      return root ? [[id, root] as const] : [];
    }),
  );
  return identify({
    keys: [thread, ...others],
    held: holders,
    roots: Object.fromEntries(roots.flat()),
    newId: world.newId(),
    at: event.at,
    by: event.type === 'identified' ? event.worker.name : 'channel',
  });
}
