import type { Content, ThreadEvent } from '../message.ts';
import { addLine, type Turn } from './turn.ts';

/** The customer blocked us or signed off: agents see it, the flow stops, and a task nobody has accepted yet is given back. */
export function takeLeavingTurn(turn: Turn, { thread, id }: Extract<ThreadEvent, { type: 'left' }>): void {
  const { handOff } = turn.state;
  addLine(turn, { direction: 'in', by: 'system', content: left, status: 'delivered' });
  turn.state = { ...turn.state, run: undefined };
  if (handOff === undefined) turn.state = { ...turn.state, status: 'closed' };
  if (handOff?.sid !== undefined && handOff.worker === undefined) {
    const reason = 'the customer left';
    turn.effects.push({ type: 'cancel-task', id: `${id} cancel`, thread, taskSid: handOff.sid, reason });
  }
}

const left: Content = { type: 'text', text: 'The customer left.' };
