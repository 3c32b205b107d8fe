import type { Deed } from '../deed.ts';
import type { ThreadEvent } from '../message.ts';
import type { Worker } from '../worker.ts';
import { askTask, handOff as handTo, knownOf } from './ask-task.ts';
import { endHandOff, endTask, partCall, promote, wrapUp } from './end-hand-off.ts';
import type { HandOff } from './hand-off.ts';
import { comeBack } from './transfer-turn.ts';
import { addLine, aside, type Turn } from './turn.ts';
import type { World } from './world.ts';

type Did = Extract<ThreadEvent, { type: 'agent-did' }>;

/** An agent did something to the conversation. What they may not do, or cannot any more, changes nothing and is said in an aside. */
export async function takeDeedTurn(world: World, turn: Turn, event: Did): Promise<void> {
  const { worker, deed, supervisor } = event;
  const refused = await doDeed(world, turn, { worker, deed, supervisor });
  if (refused !== undefined) aside(turn, `Not done for ${worker.name} (${deed.type}): ${refused}`);
}

type Doing = Pick<Did, 'worker' | 'deed' | 'supervisor'>;

/** Gives why it is not done, where it is not. */
async function doDeed(world: World, turn: Turn, { worker, deed, supervisor }: Doing): Promise<string | undefined> {
  const { handOff, parked } = turn.state;
  switch (deed.type) {
    case 'note': {
      const content = { type: 'text' as const, text: deed.text };
      addLine(turn, { direction: 'aside', by: worker.name, content, status: 'delivered', key: turn.event.id });
      return undefined;
    }
    case 'resume':
      if (!parked) return 'it is not parked.';
      if (parked.worker.sid !== worker.sid && !supervisor) return `${parked.worker.name} has parked it.`;
      return takeUp(world, turn, worker);
    case 'take-over':
      return supervisor ? takeOver(world, turn, worker) : 'only supervisors take over.';
    case 'take-back': {
      const { transfer } = handOff ?? {};
      if (!handOff || !transfer) return 'nobody is asked to take it over.';
      if (![handOff.worker?.sid, transfer.worker?.sid].includes(worker.sid)) return heldBy(handOff);
      comeBack(turn, handOff, transfer, `${worker.name} has taken it back.`);
      return undefined;
    }
    default:
      if (handOff?.worker?.sid !== worker.sid) return heldBy(handOff);
      return doAsHolder(world, turn, { worker, deed, handOff });
  }
}

type HoldersDeed = Extract<Deed, { type: 'wrap' | 'complete' | 'transfer' | 'hand-over' | 'park' }>;

async function doAsHolder(
  world: World,
  turn: Turn,
  { worker, deed, handOff }: { worker: Worker; deed: HoldersDeed; handOff: HandOff },
): Promise<string | undefined> {
  const { transfer } = handOff;
  if (deed.type === 'hand-over') {
    if (transfer?.state !== 'joined') return 'nobody has joined.';
    endTask(turn, handOff, `handed over to ${transfer.worker?.name}`);
    promote(turn, handOff, transfer);
    return undefined;
  }
  if (transfer) return `${transfer.worker?.name ?? 'a colleague'} is asked to take it over: take it back first.`;
  switch (deed.type) {
    case 'wrap':
      if (handOff.state === 'wrapping' || handOff.sid === undefined) return 'it is being wrapped up already.';
      partCall(turn, handOff);
      wrapUp(turn);
      return undefined;
    case 'complete':
      return complete(turn, handOff, worker, deed);
    case 'park':
      return park(turn, handOff, worker);
    case 'transfer':
      return handOn(world, turn, handOff, { worker, deed });
  }
}

function complete(turn: Turn, handOff: HandOff, worker: Worker, deed: Extract<Deed, { type: 'complete' }>): undefined {
  const { type: _, ...outcome } = deed;
  const { disposition, note, followUp } = outcome;
  if (handOff.state !== 'wrapping') partCall(turn, handOff);
  endTask(turn, handOff, disposition ?? 'completed');
  const words = [disposition, note, followUp && `To do: ${followUp}`].filter(Boolean).join(' · ');
  aside(turn, `${worker.name} has completed it${words ? `: ${words}` : '.'}`);
  endHandOff(turn, handOff, { end: 'completed', ...outcome });
  turn.state = { ...turn.state, status: 'closed', owner: 'flow', run: undefined };
}

function park(turn: Turn, handOff: HandOff, worker: Worker): string | undefined {
  const { request } = handOff;
  if (!request) return 'a call cannot be parked.';
  endTask(turn, handOff, 'parked');
  endHandOff(turn, handOff, { end: 'parked' });
  turn.state = { ...turn.state, parked: { worker, at: turn.event.at, request } };
  aside(turn, `${worker.name} has parked it.`);
  return undefined;
}

async function handOn(
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
async function takeUp(world: World, turn: Turn, worker: Worker): Promise<string | undefined> {
  const request = turn.state.handOff?.request ?? turn.state.parked?.request;
  if (!request) return 'a call is taken by telephone.';
  const known = await knownOf(world, turn);
  handTo(world, turn, { key: turn.event.id, request, known, target: { worker } }, true);
  return undefined;
}

/** Whoever has it keeps it until the supervisor's task is there. */
async function takeOver(world: World, turn: Turn, worker: Worker): Promise<string | undefined> {
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

const heldBy = (handOff: HandOff | undefined): string =>
  `${handOff?.worker?.name ?? 'nobody'} holds this conversation.`;
