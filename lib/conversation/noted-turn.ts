import type { ThreadEvent } from '../message.ts';
import { hexOf, threadKey } from '../thread.ts';
import { addLine, say, type Turn } from './turn.ts';

/**
 * Something happened in a call, and everything that had to be done at once is done: it is written down, what the flow
 * learnt of the caller is kept, and text messages that it asked for go out.
 */
export function takeNotedTurn(turn: Turn, event: Extract<ThreadEvent, { type: 'noted' }>): void {
  const { lines, says, learnt, timers, externalId, ended, thread } = event;
  for (const line of lines) addLine(turn, { ...line, status: 'delivered' });
  for (const { key, content } of says) say(turn, content, 'flow', key);
  for (const { at, token } of timers)
    turn.effects.push({ type: 'timer', id: hexOf(`${threadKey(thread)} ${token} timer`), thread, at, token });
  turn.learnt = { ...turn.learnt, ...learnt };
  turn.state = { ...turn.state, status: 'open', lastMessageAt: event.at };
  if (externalId !== undefined)
    turn.state = {
      ...turn.state,
      owner: 'agent',
      handOff: { externalId, version: -1, state: 'asked', askedAt: event.at },
    };
  if (ended) endCall(turn);
}

/** A task that TaskRouter has made ends by its own events; one that never came about ends with the call. */
function endCall(turn: Turn): void {
  if (turn.state.handOff?.sid !== undefined) return;
  turn.state = { ...turn.state, status: 'closed', owner: 'flow', handOff: undefined };
}
