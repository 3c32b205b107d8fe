import type { Task } from '../model.ts';
import { liveReservations, type Space } from '../space.ts';

/** An assigned task not completed within a day is deleted by the system. */
export const assignedLimit = 24 * 60 * 60_000;
/** A completed or canceled task is deleted after 5 minutes. */
export const endedLimit = 5 * 60_000;

/** Epoch milliseconds at which the task lives no longer without being assigned. */
export const endOfLife = (task: Task): number => task.dateCreated + task.timeout * 1_000;

/** Whether the task has used up the time that its workflow gives it up to this target. */
export const isStepOver = (space: Space, task: Task): boolean =>
  task.step?.timed === true && space.clock.now() >= task.dateCreated + task.step.allowance;

/** Sets the alarm for the next moment at which something about the task is due. */
export function setAlarm(space: Space, task: Task): void {
  space.alarms.get(task.sid)?.();
  space.alarms.set(
    task.sid,
    space.clock.at(nextDeadline(space, task), () => space.onDeadline(space, task)),
  );
}

function nextDeadline(space: Space, task: Task): number {
  switch (task.status) {
    case 'pending':
      return task.step?.timed ? Math.min(endOfLife(task), task.dateCreated + task.step.allowance) : endOfLife(task);
    case 'reserved':
      return Math.min(endOfLife(task), ...liveReservations(space, task).map(({ expires }) => expires));
    case 'assigned':
    case 'wrapping':
      return (task.assigned ?? task.dateUpdated) + assignedLimit;
    case 'completed':
    case 'canceled':
      return (task.ended ?? task.dateUpdated) + endedLimit;
  }
}
