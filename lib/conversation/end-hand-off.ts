import type { Worker } from '../worker.ts';
import type { HandOff, Outcome, Transfer } from './hand-off.ts';
import { aside, type Turn } from './turn.ts';

type Ending = Outcome & { end: 'completed' | 'parked' | 'canceled' | 'failed' };

/** A hand-off that is over; `at` is epoch milliseconds. */
export type Ended = Ending & { at: number; handOff: HandOff };

/** The hand-off is over: it is kept for the customer's history, and its agent is free for others. */
export function endHandOff(turn: Turn, handOff: HandOff, ending: Ending): void {
  const { at } = turn.event;
  if (handOff.worker) turn.served = { worker: handOff.worker, at, open: false };
  turn.ended = { ...ending, at, handOff };
  turn.state = { ...turn.state, handOff: undefined, waitingSince: undefined };
}

/** Nobody is to work on this task any more. One that TaskRouter has not made yet is ended when it is told of. */
export function endTask(turn: Turn, { sid }: { sid?: string | undefined }, reason: string): void {
  const { id, thread } = turn.event;
  if (sid === undefined) return;
  turn.effects.push({ type: 'end-task', id: `${id} ends ${sid}`, thread, taskSid: sid, reason });
}

/** The agent sums up, and nobody is on the phone with the customer any more; nothing where they do already. */
export function wrapUp(turn: Turn): void {
  const { handOff } = turn.state;
  if (handOff?.state !== 'accepted' || handOff.sid === undefined) return;
  const { id, thread } = turn.event;
  turn.state = { ...turn.state, handOff: { ...handOff, state: 'wrapping' } };
  turn.effects.push({ type: 'wrap-task', id: `${id} wrap`, thread, taskSid: handOff.sid });
}

/** On the phone: this worker hangs up, or without one whoever of us is in the call. */
export function partCall(turn: Turn, { call }: HandOff, worker?: Worker, reservation?: string): void {
  const { id, thread } = turn.event;
  if (!call) return;
  const who = { ...(worker && { worker }), ...(reservation !== undefined && { reservation }) };
  turn.effects.push({
    type: 'part-call',
    id: `${id} parts ${worker?.sid ?? 'all'}`,
    thread,
    callSid: call.sid,
    ...who,
  });
}

/** The colleague has the conversation from now on, or is the one who is asked for it; the first agent's task is over. */
export function promote(turn: Turn, handOff: HandOff, transfer: Transfer): void {
  const { kind: _kind, to: _to, by: _by, note: _note, state, ...task } = transfer;
  const joined = state === 'joined';
  const { request, call, askedAt } = handOff;
  if (joined && handOff.worker) partCall(turn, handOff, handOff.worker);
  turn.state = {
    ...turn.state,
    handOff: {
      ...task,
      state: joined ? 'accepted' : state,
      ...(askedAt !== undefined && { askedAt }),
      ...(joined && { acceptedAt: turn.event.at }),
      ...(request && { request }),
      ...(call && { call }),
    },
  };
  if (joined && transfer.worker) {
    turn.served = { worker: transfer.worker, at: turn.event.at, open: true };
    aside(turn, `${transfer.worker.name} has the conversation now.`);
  }
}
