import type { ThreadEvent } from '../message.ts';
import { refuse, say, type Turn } from './turn.ts';

/** The agent said something: it goes to the customer when the agent holds the thread, and stays red with the reason when not. */
export function takeAgentTurn(turn: Turn, event: Extract<ThreadEvent, { type: 'agent-said' }>): void {
  const { handOff } = turn.state;
  const holds = handOff?.worker?.sid === event.worker.sid && handOff.sid === event.taskSid;
  if (holds) say(turn, event.content, event.worker.name, event.id);
  else refuse(turn, event.content, event.worker.name, notTheirs(handOff?.worker?.name));
}

const notTheirs = (holder: string | undefined): string =>
  holder === undefined
    ? 'Not sent: this task is not yours any more.'
    : `Not sent: ${holder} holds this conversation now.`;
