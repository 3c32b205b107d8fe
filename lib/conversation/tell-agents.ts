import type { Effect } from '../effect.ts';
import type { Thread, ThreadEvent } from '../message.ts';
import { isAgent, type Line, type ThreadState } from './state.ts';
import type { Turn } from './turn.ts';
import type { World } from './world.ts';

type Notify = Extract<Effect, { type: 'notify' }>;

/** Has the consoles look again of all agents whom a turn concerns, before it or after, once everything else is done. */
export function tellAgents(turn: Turn, before: ThreadState): void {
  const { event, state } = turn;
  if (before.owner !== 'agent' && state.owner !== 'agent') return;
  const about = 'worker' in event && event.worker ? [event.worker.name] : [];
  const workers = [...new Set([...about, ...agentsOf(before), ...agentsOf(state)])];
  turn.effects.push({ type: 'notify', id: `${event.id} notify`, thread: event.thread, workers, what: 'changed' });
}

/** The same for what is no turn: the customer types, or something about lines that were written down before has changed. */
export async function tellAgentsOf({ store, enqueue }: World, event: ThreadEvent): Promise<void> {
  const { state } = await store.load(event.thread, []);
  const workers = state ? agentsOf(state) : [];
  const what = event.type === 'typing' ? 'typing' : 'changed';
  if (workers.length > 0) await enqueue([notify(event, workers, what)], false);
}

/** A line is further on its way: the agent who said it sees how far. Nobody waits to see that of what a flow says. */
export async function tellAuthor({ enqueue }: World, event: ThreadEvent, { by }: Line): Promise<void> {
  if (isAgent(by)) await enqueue([notify(event, [by], 'changed')], false);
}

const notify = ({ id, thread }: { id: string; thread: Thread }, workers: string[], what: Notify['what']): Notify => ({
  type: 'notify',
  id: `${id} notify`,
  thread,
  workers,
  what,
});

/** The names of the workers who have a thread before their eyes: who holds it, joined it, is asked or has parked it. */
export function agentsOf({ handOff, parked, follows }: ThreadState): string[] {
  const tasks = handOff ? [handOff, ...(handOff.transfer ? [handOff.transfer] : [])] : [];
  const workers = [
    ...tasks.flatMap(({ worker, offered = [] }) => [worker, ...offered.map((offer) => offer.worker)]),
    handOff?.transfer?.by,
    parked?.worker,
    follows?.worker,
  ];
  return workers.flatMap((worker) => (worker ? [worker.name] : []));
}
