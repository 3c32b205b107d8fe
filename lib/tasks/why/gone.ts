import { Permanent } from '../../errors.ts';
import type { EventFacts, Offer, TaskFacts } from './facts.ts';
import { attributesIn } from './places.ts';

/** A task that TaskRouter has deleted, as its last event left it. Throws Permanent where there is none. */
export function taskFromEvents(sid: string, events: readonly EventFacts[]): TaskFacts {
  const [first] = events;
  const last = events.findLast(({ data }) => data.task_assignment_status !== undefined);
  if (!first || !last)
    throw new Permanent(`TaskRouter knows no task ${sid}: give the SID of one of the last 30 days (WT...)`);
  const { data } = last;
  const entered = events.findLast(({ type }) => type === 'task-queue.entered');
  return {
    sid,
    gone: true,
    status: data.task_assignment_status ?? 'gone',
    attributes: attributesIn(data.task_attributes),
    priority: Number(data.task_priority ?? 0),
    channel: data.task_channel_unique_name ?? '',
    created: first.at,
    timeout: undefined,
    queueSid: data.task_queue_sid,
    queueEntered: entered?.at,
    worker: undefined,
    forced: false,
    reason: data.task_canceled_reason ?? data.task_completed_reason,
  };
}

/** Whom such a task was offered: reservations go with their task, their events stay. */
export function offersIn(events: readonly EventFacts[]): Offer[] {
  const offers = new Map<string, Offer>();
  for (const { type, at, data } of events) {
    const [kind, what] = type.split('.');
    const { reservation_sid: sid, worker_sid: workerSid, worker_name: worker } = data;
    if (kind !== 'reservation' || sid === undefined || workerSid === undefined) continue;
    const offer = offers.get(sid) ?? { workerSid, worker: worker ?? workerSid, at, answer: 'pending', answered: at };
    offers.set(sid, what === 'created' ? offer : { ...offer, answer: what ?? offer.answer, answered: at });
  }
  return [...offers.values()];
}
