import { publishReservation } from '../events.ts';
import type { Reservation, Task } from '../model.ts';
import { invalid } from '../problem.ts';
import { continueWorkflow } from '../routing/steps.ts';
import { liveReservations, type Space } from '../space.ts';
import { changeReservation, changeTask, moveWorker } from './changes.ts';
import { completeTask, wrapTask } from './end-task.ts';

/** The worker takes the task; reservations of other workers for it are rescinded. */
export function acceptReservation(space: Space, reservation: Reservation): void {
  expect(reservation, ['pending'], 'onHold');
  const task = taskOf(space, reservation);
  changeReservation(space, reservation, 'accepted');
  changeTask(space, task, { status: 'assigned', assigned: space.clock.now() });
  publishReservation(space, 'reservation.accepted', reservation);
  for (const other of liveReservations(space, task)) {
    if (other === reservation) continue;
    changeReservation(space, other, 'rescinded');
    publishReservation(space, 'reservation.rescinded', other);
  }
}

/** The worker declines, and goes into the activity if one is given; the task looks for another worker. */
export function rejectReservation(space: Space, reservation: Reservation, activitySid?: string): void {
  expect(reservation, ['pending'], 'rejected');
  const worker = space.workers.get(reservation.workerSid);
  if (activitySid === undefined) space.lint('40100: a reservation was rejected without an activity for the worker');
  else if (!space.activities.has(activitySid)) throw invalid(`WorkerActivitySid ${activitySid} does not exist`);
  else if (worker) moveWorker(space, worker, activitySid);
  release(space, reservation, 'rejected');
}

/** Nobody answered in time: the worker goes into the workspace's timeout activity. */
export function timeOutReservation(space: Space, reservation: Reservation): void {
  const worker = space.workers.get(reservation.workerSid);
  if (worker) moveWorker(space, worker, space.workspace.timeoutActivitySid);
  release(space, reservation, 'timeout');
}

/** The offer could not be made, or its worker is gone. */
export const cancelReservation = (space: Space, reservation: Reservation): void =>
  release(space, reservation, 'canceled');

/** The agent tidies up after the conversation. */
export function wrapReservation(space: Space, reservation: Reservation): void {
  expect(reservation, ['accepted'], 'wrapping');
  wrapTask(space, taskOf(space, reservation), null);
}

/** The agent is done, and so is the task. */
export function completeReservation(space: Space, reservation: Reservation): void {
  expect(reservation, ['accepted', 'wrapping'], 'completed');
  completeTask(space, taskOf(space, reservation), null);
}

function release(space: Space, reservation: Reservation, status: 'rejected' | 'timeout' | 'canceled'): void {
  const task = taskOf(space, reservation);
  changeReservation(space, reservation, status);
  const isPending = liveReservations(space, task).length === 0;
  if (isPending) changeTask(space, task, { status: 'pending' });
  publishReservation(space, `reservation.${status}`, reservation);
  if (isPending) continueWorkflow(space, task);
}

function expect(reservation: Reservation, states: Reservation['status'][], next: string): void {
  if (!states.includes(reservation.status))
    throw invalid(
      `Reservation ${reservation.sid} not in expected state [${states.join(', ')}] and cannot be updated to [${next}]`,
    );
}

function taskOf(space: Space, reservation: Reservation): Task {
  const task = space.tasks.get(reservation.taskSid);
  if (!task) throw invalid(`Reservation ${reservation.sid} has no task any more`);
  return task;
}
