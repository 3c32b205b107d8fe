import type { ThreadEvent } from '../message.ts';
import type { HandOff } from './hand-off.ts';
import type { Turn } from './turn.ts';

export type TaskEvent = Extract<ThreadEvent, { type: 'task' }>;

/** Those who are asked still, without whom the event speaks of. */
export const withoutOffer = (
  { offered = [] }: Pick<HandOff, 'offered'>,
  { worker, reservation }: TaskEvent,
): NonNullable<HandOff['offered']> =>
  offered.filter((offer) => offer.reservation !== reservation && offer.worker.sid !== worker?.sid);

/** Who has asked for the task themselves is spared the offer. */
export function acceptFor(turn: Turn, workerSid: string, reservation: string): void {
  const { id, thread } = turn.event;
  turn.effects.push({ type: 'accept-offer', id: `${id} accept`, thread, workerSid, reservation });
}

/** Who declined is not asked again for this task. */
export function exclude(turn: Turn, { thread, taskSid, id, worker }: TaskEvent): void {
  if (!worker) return;
  turn.effects.push({ type: 'exclude-worker', id: `${id} exclude`, thread, taskSid, workerSid: worker.sid });
}
