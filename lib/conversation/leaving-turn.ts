import type { ThreadEvent } from '../message.ts';
import { aside, type Turn } from './turn.ts';

/**
 * The customer blocked us or signed off: agents see it, the flow stops, and a task nobody has accepted yet is given back, unless
 * they are to be written back to.
 */
export function takeLeavingTurn(turn: Turn, { thread, id }: Extract<ThreadEvent, { type: 'left' }>): void {
  const { handOff } = turn.state;
  aside(turn, 'The customer left.');
  turn.state = { ...turn.state, run: undefined, parked: undefined, follows: undefined, waitingSince: undefined };
  if (handOff === undefined) turn.state = { ...turn.state, status: 'closed', owner: 'flow' };
  if (handOff?.sid !== undefined && handOff.worker === undefined && handOff.callBack !== 'wanted') {
    const reason = 'the customer left';
    turn.effects.push({ type: 'cancel-task', id: `${id} cancel`, thread, taskSid: handOff.sid, reason });
  }
}
