import type { EventRecord } from '../events.ts';
import { dateOf } from '../http/call.ts';

export type Period = { from: number; until: number; events: readonly EventRecord[] };

/** What became of reservations in the period. */
export function countReservations({ from, until, events }: Period) {
  const count = countIn(events);
  return {
    start_time: dateOf(from),
    end_time: dateOf(until),
    reservations_created: count('reservation.created'),
    reservations_accepted: count('reservation.accepted'),
    reservations_rejected: count('reservation.rejected'),
    reservations_timed_out: count('reservation.timeout'),
    reservations_canceled: count('reservation.canceled'),
    reservations_rescinded: count('reservation.rescinded'),
  };
}

/** What became of tasks and reservations in the period; durations are seconds. */
export function countPeriod(period: Period, splitByWaitTime: readonly string[]) {
  const count = countIn(period.events);
  const accepted = durationsOf(period.events, 'reservation.accepted');
  return {
    ...countReservations(period),
    avg_task_acceptance_time: accepted.avg,
    split_by_wait_time: Object.fromEntries(
      splitByWaitTime.map((limit) => [limit, splitAt(period.events, Number(limit))]),
    ),
    wait_duration_until_accepted: accepted,
    wait_duration_until_canceled: durationsOf(period.events, 'task.canceled'),
    tasks_canceled: count('task.canceled'),
    tasks_completed: count('task.completed'),
    tasks_deleted: count('task.deleted'),
    tasks_moved: count('task-queue.moved'),
  };
}

export const countIn = (events: readonly EventRecord[]) => (type: string) =>
  events.filter((event) => event.type === type).length;

/** How old tasks were at such an event, in seconds. */
export function durationsOf(events: readonly EventRecord[], type: string) {
  const ages = events.filter((event) => event.type === type).map(ageIn);
  const total = ages.reduce((sum, age) => sum + age, 0);
  return ages.length === 0
    ? { avg: 0, min: 0, max: 0, total: 0 }
    : { avg: Math.round(total / ages.length), min: Math.min(...ages), max: Math.max(...ages), total };
}

function splitAt(events: readonly EventRecord[], limit: number) {
  const side = (isAbove: boolean) => {
    const count = countIn(events.filter((event) => ageIn(event) > limit === isAbove));
    return { tasks_canceled: count('task.canceled'), reservations_accepted: count('reservation.accepted') };
  };
  return { above: side(true), below: side(false) };
}

const ageIn = ({ data }: EventRecord): number => Number(data.TaskAge ?? 0);
