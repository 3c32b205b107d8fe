import type { Deed } from '../deed.ts';
import type { ThreadEvent } from '../message.ts';
import type { Worker } from '../worker.ts';
import { endHandOff, endTask, partCall, promote, wrapUp } from './end-hand-off.ts';
import type { HandOff } from './hand-off.ts';
import { handOn, takeOver, takeUp } from './hand-on.ts';
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

const heldBy = (handOff: HandOff | undefined): string =>
  `${handOff?.worker?.name ?? 'nobody'} holds this conversation.`;
