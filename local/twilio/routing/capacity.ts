import type { Worker, WorkerChannel } from '../model.ts';
import type { Space } from '../space.ts';

/** The worker's channel for a kind of task. */
export const channelOf = (worker: Worker, taskChannelSid: string): WorkerChannel | undefined =>
  worker.channels.find((channel) => channel.taskChannelSid === taskChannelSid);

/** How many tasks of that kind the worker holds; pending reservations count. */
export function loadOf(space: Space, worker: Worker, taskChannelSid: string): number {
  let load = 0;
  for (const reservation of space.liveOfWorker.get(worker.sid) ?? [])
    if (space.tasks.get(reservation.taskSid)?.taskChannelSid === taskChannelSid) load += 1;
  return load;
}

/** Whether one more task of that kind may be reserved for the worker. */
export function hasRoom(space: Space, worker: Worker, taskChannelSid: string): boolean {
  const channel = channelOf(worker, taskChannelSid);
  return channel?.available === true && loadOf(space, worker, taskChannelSid) < channel.configuredCapacity;
}

/** Whether the worker's activity takes tasks. */
export const isAvailable = (space: Space, worker: Worker): boolean =>
  space.activities.get(worker.activitySid)?.available === true;

/** Whether the worker could take a task of any kind. */
export const isOpen = (space: Space, worker: Worker): boolean =>
  isAvailable(space, worker) && worker.channels.some((channel) => hasRoom(space, worker, channel.taskChannelSid));
