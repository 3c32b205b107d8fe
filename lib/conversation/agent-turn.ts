import type { ThreadEvent } from '../message.ts';
import { refuse, say, type Turn } from './turn.ts';

/**
 * The agent said something: it goes to the customer when the agent holds the thread or has joined, and stays red with the
 * reason when not. Where it is said on another thread of the customer, answers to it are the agent's too.
 */
export function takeAgentTurn(turn: Turn, event: Extract<ThreadEvent, { type: 'agent-said' }>): void {
  const { content, worker, taskSid, task, id, inFlex } = event;
  const { handOff, parked, over } = turn.state;
  const isTheirs = inFlex
    ? // What is said just before the end may come just after it.
      inFlex === (handOff ?? over)?.externalId
    : handOff && [handOff, handOff.transfer].some((one) => one?.worker?.sid === worker.sid && one.sid === taskSid);
  if (task !== undefined && !handOff && !parked) {
    const follows = { thread: task, taskSid, worker };
    turn.state = { ...turn.state, status: 'open', owner: 'agent', run: undefined, follows };
  } else if (!isTheirs) {
    refuse(turn, { content, by: worker.name, key: id }, notTheirs(handOff?.worker?.name));
    return;
  }
  say(turn, content, worker.name, id);
}

const notTheirs = (holder: string | undefined): string =>
  holder === undefined
    ? 'Not sent: this task is not yours any more.'
    : `Not sent: ${holder} holds this conversation now.`;
