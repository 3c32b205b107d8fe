import { publishReservation, publishTask } from '../events.ts';
import type { Task } from '../model.ts';
import { leaveWaiting } from '../routing/waiting.ts';
import { forgetTask, liveReservations, type Space } from '../space.ts';
import { changeReservation, changeTask, takeTurn } from './changes.ts';

/** Ends a task that nobody accepted, and its reservations with it. */
export function cancelTask(space: Space, task: Task, reason: string): void {
  endReservations(space, task);
  changeTask(space, task, { status: 'canceled', reason, ended: space.clock.now() });
  publishTask(space, 'task.canceled', task, { description: reason });
}

/** Ends an assigned or wrapping task; its reservation is completed with it. */
export function completeTask(space: Space, task: Task, reason: string | null): void {
  changeTask(space, task, { status: 'completed', reason, ended: space.clock.now() });
  publishTask(space, 'task.completed', task);
  for (const reservation of liveReservations(space, task)) {
    changeReservation(space, reservation, 'completed');
    const worker = space.workers.get(reservation.workerSid);
    if (worker) takeTurn(space, worker, task.taskChannelSid);
    publishReservation(space, 'reservation.completed', reservation);
  }
}

/** The conversation is over and the agent tidies up: the task keeps its place in the agent's capacity. */
export function wrapTask(space: Space, task: Task, reason: string | null): void {
  changeTask(space, task, { status: 'wrapping', reason });
  publishTask(space, 'task.wrapup', task);
  for (const reservation of liveReservations(space, task)) {
    changeReservation(space, reservation, 'wrapping');
    publishReservation(space, 'reservation.wrapup', reservation);
  }
}

/** Takes a task away whatever its state; `type` tells whether the API or the system did it. */
export function deleteTask(space: Space, task: Task, type: 'task.deleted' | 'task.system-deleted'): void {
  endReservations(space, task);
  leaveWaiting(space, task);
  publishTask(space, type, task);
  forgetTask(space, task);
  space.onChange();
}

function endReservations(space: Space, task: Task): void {
  for (const reservation of liveReservations(space, task)) {
    changeReservation(space, reservation, 'canceled');
    publishReservation(space, 'reservation.canceled', reservation);
  }
}
