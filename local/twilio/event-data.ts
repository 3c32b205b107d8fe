import type { Activity, Reservation, Task, TaskChannel, TaskQueue, Worker, WorkerChannel, Workflow } from './model.ts';
import { channelOf, loadOf } from './routing/capacity.ts';
import type { Space } from './space.ts';

type Data = Record<string, string>;

/** The parameters by which an event tells of a task; dates are epoch seconds. */
export function taskData(space: Space, task: Task): Data {
  const queue = task.taskQueueSid ? space.taskQueues.get(task.taskQueueSid) : undefined;
  const workflow = task.workflowSid ? space.workflows.get(task.workflowSid) : undefined;
  return {
    TaskSid: task.sid,
    TaskAttributes: task.attributes,
    TaskAge: String(secondsOf(space.clock.now() - task.dateCreated)),
    TaskPriority: String(task.priority),
    TaskAssignmentStatus: task.status,
    TaskVersion: String(task.version),
    TaskDateCreated: String(secondsOf(task.dateCreated)),
    TaskVirtualStartTime: String(secondsOf(task.virtualStartTime)),
    TaskIgnoreCapacity: String(task.ignoreCapacity),
    TaskChannelSid: task.taskChannelSid,
    TaskChannelUniqueName: space.taskChannels.get(task.taskChannelSid)?.uniqueName ?? '',
    ...(task.queueEntered !== null && { TaskQueueEnteredDate: String(secondsOf(task.queueEntered)) }),
    ...(task.status === 'canceled' && { TaskCanceledReason: task.reason ?? '' }),
    ...(task.status === 'completed' && { TaskCompletedReason: task.reason ?? '' }),
    ...(workflow && workflowData(workflow)),
    ...(queue && queueData(queue)),
  };
}

/** The parameters by which an event tells of a worker. */
export const workerData = (space: Space, worker: Worker): Data => ({
  WorkerSid: worker.sid,
  WorkerName: worker.friendlyName,
  WorkerAttributes: worker.attributes,
  WorkerActivitySid: worker.activitySid,
  WorkerActivityName: space.activities.get(worker.activitySid)?.friendlyName ?? '',
  WorkerVersion: String(worker.version),
});

/** The parameters by which an event tells of a reservation, its task and its worker. */
export function reservationData(space: Space, reservation: Reservation): Data {
  const task = space.tasks.get(reservation.taskSid);
  const worker = space.workers.get(reservation.workerSid);
  const channel = task && worker && channelOf(worker, task.taskChannelSid);
  return {
    ReservationSid: reservation.sid,
    ReservationVersion: String(reservation.version),
    ...(task && taskData(space, task)),
    ...(worker && workerData(space, worker)),
    ...(channel && {
      WorkerChannelCapacity: String(channel.configuredCapacity),
      WorkerChannelConsumedCapacity: String(loadOf(space, worker, task.taskChannelSid)),
    }),
  };
}

/** The parameters by which an event tells of one of a worker's channels. */
export function workerChannelData(
  space: Space,
  worker: Worker,
  channel: WorkerChannel,
  previousCapacity: number,
): Data {
  const load = loadOf(space, worker, channel.taskChannelSid);
  return {
    TaskChannelSid: channel.taskChannelSid,
    TaskChannelUniqueName: space.taskChannels.get(channel.taskChannelSid)?.uniqueName ?? '',
    WorkerChannelAvailable: String(channel.available),
    WorkerChannelAvailableCapacity: String(Math.max(channel.configuredCapacity - load, 0)),
    WorkerChannelPreviousCapacity: String(previousCapacity),
    WorkerChannelTaskCount: String(load),
  };
}

export const activityData = (activity: Activity): Data => ({
  ActivitySid: activity.sid,
  ActivityName: activity.friendlyName,
  ActivityAvailable: String(activity.available),
});

export const taskChannelData = (channel: TaskChannel): Data => ({
  TaskChannelSid: channel.sid,
  TaskChannelName: channel.friendlyName,
  TaskChannelUniqueName: channel.uniqueName,
  TaskChannelOptimizedRouting: String(channel.channelOptimizedRouting),
});

export const queueData = (queue: TaskQueue): Data => ({
  TaskQueueSid: queue.sid,
  TaskQueueName: queue.friendlyName,
  TaskQueueTargetExpression: queue.targetWorkers,
});

export const workflowData = (workflow: Workflow): Data => ({
  WorkflowSid: workflow.sid,
  WorkflowName: workflow.friendlyName,
});

/** Whole seconds of milliseconds. */
export const secondsOf = (ms: number): number => Math.floor(ms / 1_000);
