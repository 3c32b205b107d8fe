import type { ThreadEvent } from '../message.ts';
import { hexOf, threadKey } from '../thread.ts';
import { endTask, wrapUp } from './end-hand-off.ts';
import type { HandOff } from './hand-off.ts';
import { addLine, say, type Turn } from './turn.ts';

type Noted = Extract<ThreadEvent, { type: 'noted' }>;

/**
 * Something happened in a call, and everything that had to be done at once is done: it is written down, what the flow
 * learnt of the caller is kept, and text messages that it asked for go out.
 */
export function takeNotedTurn(turn: Turn, event: Noted): void {
  const { lines, says, learnt, timers, externalId, asked, parted, ended, thread } = event;
  for (const line of lines) addLine(turn, { ...line, status: 'delivered' });
  for (const { key, content } of says) say(turn, content, 'flow', key);
  for (const { at, token } of timers)
    turn.effects.push({ type: 'timer', id: hexOf(`${threadKey(thread)} ${token} timer`), thread, at, token });
  turn.learnt = { ...turn.learnt, ...learnt };
  if (parted === undefined) turn.state = { ...turn.state, status: 'open', lastMessageAt: event.at };
  else endAgentsPart(turn, parted);
  if (externalId !== undefined)
    turn.state = {
      ...turn.state,
      owner: 'agent',
      handOff: { externalId, version: -1, state: 'asked', askedAt: event.at, ...(asked && { call: callOf(asked) }) },
    };
  if (ended) endCall(turn);
}

/** What Twilio made the task of. */
function callOf({ callSid: sid, ...request }: NonNullable<Noted['asked']>): HandOff['call'] {
  return { sid, request: { ...request, taskChannel: 'voice', attributes: { ...request.attributes, call_sid: sid } } };
}

/** Customer and agents have been parted: who had the call sums it up, and nobody is asked to take it over any more. */
function endAgentsPart(turn: Turn, callSid: string): void {
  const { handOff } = turn.state;
  if (handOff?.call?.sid !== callSid) return;
  if (handOff.transfer) endTask(turn, handOff.transfer, 'the call is over');
  turn.state = { ...turn.state, handOff: { ...handOff, transfer: undefined } };
  wrapUp(turn);
}

/** A task that TaskRouter has made ends by its own events; one that never came about ends with the call. */
function endCall(turn: Turn): void {
  if (turn.state.handOff?.sid !== undefined) return;
  turn.state = { ...turn.state, status: 'closed', owner: 'flow', handOff: undefined };
}
