import type { Task } from '../model.ts';
import { assignedLimit, endedLimit, endOfLife, isStepOver, setAlarm } from '../routing/deadlines.ts';
import { settle } from '../routing/settle.ts';
import { continueWorkflow } from '../routing/steps.ts';
import { forgetTask, liveReservations, type Space } from '../space.ts';
import { cancelTask, deleteTask } from './end-task.ts';
import { timeOutReservation } from './reservation.ts';

/** Does what is due about a task by now, and sets the alarm for what comes next. */
export function tend(space: Space, task: Task): void {
  doWhatIsDue(space, task);
  settle(space);
  if (space.tasks.has(task.sid)) setAlarm(space, task);
}

function doWhatIsDue(space: Space, task: Task): void {
  const now = space.clock.now();
  switch (task.status) {
    case 'pending':
      if (now >= endOfLife(task)) cancelTask(space, task, 'Task TTL Exceeded');
      else if (isStepOver(space, task)) continueWorkflow(space, task);
      return;
    case 'reserved':
      if (now >= endOfLife(task)) cancelTask(space, task, 'Task TTL Exceeded');
      else
        for (const reservation of liveReservations(space, task))
          if (now >= reservation.expires) timeOutReservation(space, reservation);
      return;
    case 'assigned':
    case 'wrapping':
      if (now >= (task.assigned ?? task.dateUpdated) + assignedLimit) deleteTask(space, task, 'task.system-deleted');
      return;
    case 'completed':
    case 'canceled':
      if (now < (task.ended ?? task.dateUpdated) + endedLimit) return;
      forgetTask(space, task);
      space.onChange();
  }
}
