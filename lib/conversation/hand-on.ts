import type { Deed } from '../deed.ts';
import type { Worker } from '../worker.ts';
import { askTask, handOff as handTo, knownOf } from './ask-task.ts';
import { endTask } from './end-hand-off.ts';
import type { HandOff } from './hand-off.ts';
import { aside, type Turn } from './turn.ts';
import type { World } from './world.ts';

/** The agent asks a colleague or a queue to go on, and has it until somebody does. Gives why it is not done, where it is not. */
export async function handOn(
  world: World,
  turn: Turn,
  handOff: HandOff,
  { worker: by, deed: { kind, to, note } }: { worker: Worker; deed: Extract<Deed, { type: 'transfer' }> },
): Promise<string | undefined> {
  const request = handOff.request ?? handOff.call?.request;
  if (!request) return 'nothing is known of how it came here.';
  if (handOff.call && handOff.state === 'wrapping') return 'the call is over.';
  if ('worker' in to && to.worker.sid === by.sid) return 'it is theirs already.';
  const transfer = { kind, from: by, ...(note !== undefined && { note }) };
  const known = await knownOf(world, turn);
  const asked = askTask(world, turn, { key: turn.event.id, request, known, target: to, transfer });
  const { from: _, ...how } = transfer;
  turn.state = {
    ...turn.state,
    handOff: { ...handOff, state: 'accepted', transfer: { ...asked, ...how, to, by, state: 'asked' } },
  };
  aside(turn, `${by.name} asks ${'worker' in to ? to.worker.name : to.queue} to take over${note ? `: ${note}` : '.'}`);
  return undefined;
}

/** A parked conversation, or one that waits, goes to this worker. */
export async function takeUp(world: World, turn: Turn, worker: Worker): Promise<string | undefined> {
  const request = turn.state.handOff?.request ?? turn.state.parked?.request;
  if (!request) return 'a call is taken by telephone.';
  const known = await knownOf(world, turn);
  handTo(world, turn, { key: turn.event.id, request, known, target: { worker } }, true);
  return undefined;
}

/** Whoever has it keeps it until the supervisor's task is there. */
export async function takeOver(world: World, turn: Turn, worker: Worker): Promise<string | undefined> {
  const { handOff, parked } = turn.state;
  if (!handOff) return parked ? takeUp(world, turn, worker) : 'no agent has it, nor is one asked for.';
  const { request, transfer } = handOff;
  if (!request) return 'a call is taken by telephone.';
  if (handOff.worker?.sid === worker.sid) return 'it is theirs already.';
  if (transfer) endTask(turn, transfer, 'taken over');
  if (!handOff.worker) {
    endTask(turn, handOff, 'taken over');
    return takeUp(world, turn, worker);
  }
  const known = await knownOf(world, turn);
  const target = { worker };
  const how = { kind: 'cold' as const, by: worker, to: target };
  const asked = askTask(world, turn, {
    key: turn.event.id,
    request,
    known,
    target,
    transfer: { kind: 'cold', from: worker },
  });
  turn.state = {
    ...turn.state,
    handOff: { ...handOff, transfer: { ...asked, ...how, taken: true, state: 'asked' } },
  };
  aside(turn, `${worker.name} takes over.`);
  return undefined;
}
