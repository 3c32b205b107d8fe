import type { ThreadEvent } from '../message.ts';
import { knownOf } from './ask-task.ts';
import { withCallBack } from './call-back.ts';
import type { HandOff } from './hand-off.ts';
import { readWaiting, type Waiting, wakeWaiting } from './patience.ts';
import { inTheirLanguage } from './texts.ts';
import { say, type Turn } from './turn.ts';
import type { Patience, Texts, World } from './world.ts';

/**
 * Whether a timer was for a customer who waits; then they are told what there is to say, unless somebody has come meanwhile.
 * Where that is their place, it is looked up first.
 */
export async function takeWaitTurn(
  world: World,
  turn: Turn,
  { id, thread, token }: Extract<ThreadEvent, { type: 'timeout' }>,
): Promise<boolean> {
  const waiting = readWaiting(token);
  if (!waiting) return false;
  const still = stillWaiting(world, turn, waiting);
  if (!still) return true;
  const { patience, handOff } = still;
  const { say: texts, every, times = 1 } = patience;
  if (every !== undefined && waiting.count < times) wakeWaiting(turn, every, { ...waiting, count: waiting.count + 1 });
  if (!asksFor(texts, 'position', 'minutes')) await tell(world, turn, patience, { texts, token });
  else if (handOff.sid !== undefined)
    turn.effects.push({ type: 'tell-wait', id: `${id} place`, thread, taskSid: handOff.sid, token });
  return true;
}

/** It was looked up where the customer stands: they are told, unless somebody has come meanwhile. */
export async function takePlacedTurn(
  world: World,
  turn: Turn,
  { token, position, seconds }: Extract<ThreadEvent, { type: 'placed' }>,
): Promise<void> {
  const waiting = readWaiting(token);
  const still = waiting && stillWaiting(world, turn, waiting);
  if (!still) return;
  const { patience } = still;
  const texts = seconds === undefined && asksFor(patience.say, 'minutes') ? patience.unknown : patience.say;
  const minutes = Math.max(Math.ceil((seconds ?? 0) / 60), 1);
  if (texts) await tell(world, turn, patience, { texts, token, place: { position, minutes } });
}

/** Undefined where somebody has come, another hand-off is under way, or the customer is written back to anyway. */
function stillWaiting(
  { routing }: World,
  { state: { handOff } }: Turn,
  { externalId, workflow }: Waiting,
): { patience: Patience; handOff: HandOff } | undefined {
  const patience = routing.patience(workflow);
  if (!patience || handOff?.externalId !== externalId) return undefined;
  return handOff.worker !== undefined || handOff.callBack === 'wanted' ? undefined : { patience, handOff };
}

type Telling = { texts: Texts; token: string; place?: { position: number; minutes: number } };

async function tell(world: World, turn: Turn, { callBack }: Patience, { texts, token, place }: Telling): Promise<void> {
  const known = await knownOf(world, turn);
  const text = inTheirLanguage(texts, known)
    .replaceAll('{position}', String(place?.position))
    .replaceAll('{minutes}', String(place?.minutes));
  say(turn, callBack ? withCallBack(turn, text, callBack, known) : { type: 'text', text }, 'system', token);
}

const asksFor = (texts: Texts, ...names: string[]): boolean =>
  Object.values(texts).some((text) => names.some((name) => text.includes(`{${name}}`)));
