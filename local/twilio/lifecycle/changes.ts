import { secondsOf } from '../event-data.ts';
import { publishWorker } from '../events.ts';
import { isLive, type Reservation, type Task, type Worker } from '../model.ts';
import { channelOf } from '../routing/capacity.ts';
import { setAlarm } from '../routing/deadlines.ts';
import { joinWaiting, leaveWaiting } from '../routing/waiting.ts';
import { indexReservation, type Space } from '../space.ts';

/** Changes where a task stands without a new version: its first way through the workflow belongs to its creation. */
export function placeTask(space: Space, task: Task, change: Partial<Task>): void {
  leaveWaiting(space, task);
  Object.assign(task, change);
  joinWaiting(space, task);
  setAlarm(space, task);
  space.onChange();
}

/** Changes a task, which makes a new version of it. */
export const changeTask = (space: Space, task: Task, change: Partial<Task>): void =>
  placeTask(space, task, { ...change, version: task.version + 1, dateUpdated: space.clock.now() });

/** Moves a reservation on; when it ends, its worker has room for another task. */
export function changeReservation(space: Space, reservation: Reservation, status: Reservation['status']): void {
  const wasLive = isLive(reservation);
  reservation.status = status;
  reservation.version += 1;
  reservation.dateUpdated = space.clock.now();
  indexReservation(space, reservation);
  const worker = space.workers.get(reservation.workerSid);
  if (worker && wasLive && !isLive(reservation)) space.unsettled.workers.add(worker);
  space.onChange();
}

/** Counts a worker as the one who had a task last. */
export function takeTurn(space: Space, worker: Worker, taskChannelSid: string): void {
  space.turn += 1;
  worker.turn = space.turn;
  const channel = channelOf(worker, taskChannelSid);
  if (channel) channel.turn = space.turn;
}

/** Changes a worker, which makes a new version. */
export function changeWorker(space: Space, worker: Worker, change: Partial<Worker>): void {
  Object.assign(worker, change, { version: worker.version + 1, dateUpdated: space.clock.now() });
  space.unsettled.workers.add(worker);
  space.onChange();
}

/** Puts a worker into another activity and tells of it; nothing happens if it is the same one. */
export function moveWorker(space: Space, worker: Worker, activitySid: string): void {
  if (worker.activitySid === activitySid) return;
  const spent = space.clock.now() - worker.dateStatusChanged;
  const previous = worker.activitySid;
  changeWorker(space, worker, { activitySid, dateStatusChanged: space.clock.now() });
  publishWorker(space, 'worker.activity.update', worker, {
    WorkerTimeInPreviousActivity: String(secondsOf(spent)),
    WorkerTimeInPreviousActivityMs: String(spent),
    WorkerPreviousActivitySid: previous,
    WorkerPreviousActivityName: space.activities.get(previous)?.friendlyName ?? '',
  });
}
