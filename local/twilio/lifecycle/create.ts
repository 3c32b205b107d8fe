import { publishActivity, publishTaskChannel, publishTaskQueue, publishWorker, publishWorkflow } from '../events.ts';
import type { Activity, TaskChannel, TaskQueue, Worker, WorkerChannel, Workflow } from '../model.ts';
import { refreshQueue, refreshWorker } from '../routing/members.ts';
import type { SidPrefix } from '../sid.ts';
import type { Space } from '../space.ts';

type New<Resource> = Omit<Resource, 'sid' | 'dateCreated' | 'dateUpdated'>;

const born = (space: Space, prefix: SidPrefix) => {
  space.onChange();
  return { sid: space.newSid(prefix), dateCreated: space.clock.now(), dateUpdated: space.clock.now() };
};

export function createActivity(space: Space, properties: New<Activity>): Activity {
  const activity = { ...born(space, 'WA'), ...properties };
  space.activities.set(activity.sid, activity);
  publishActivity(space, 'activity.created', activity);
  return activity;
}

/** Every worker gets a channel for the new kind of task. */
export function createTaskChannel(space: Space, properties: New<TaskChannel>): TaskChannel {
  const channel = { ...born(space, 'TC'), ...properties };
  space.taskChannels.set(channel.sid, channel);
  for (const worker of space.workers.values()) worker.channels.push(workerChannel(space, channel));
  publishTaskChannel(space, 'task-channel.created', channel);
  return channel;
}

export function createTaskQueue(space: Space, properties: New<TaskQueue>): TaskQueue {
  const queue = { ...born(space, 'WQ'), ...properties };
  space.taskQueues.set(queue.sid, queue);
  refreshQueue(space, queue);
  publishTaskQueue(space, 'task-queue.created', queue);
  return queue;
}

export function createWorkflow(space: Space, properties: New<Workflow>): Workflow {
  const workflow = { ...born(space, 'WW'), ...properties };
  space.workflows.set(workflow.sid, workflow);
  publishWorkflow(space, 'workflow.created', workflow);
  return workflow;
}

export function createWorker(
  space: Space,
  properties: Pick<Worker, 'friendlyName' | 'activitySid' | 'attributes'>,
): Worker {
  const worker: Worker = {
    ...born(space, 'WK'),
    ...properties,
    dateStatusChanged: space.clock.now(),
    version: 0,
    turn: 0,
    channels: [...space.taskChannels.values()].map((channel) => workerChannel(space, channel)),
  };
  space.workers.set(worker.sid, worker);
  refreshWorker(space, worker);
  publishWorker(space, 'worker.created', worker);
  return worker;
}

const workerChannel = (space: Space, channel: TaskChannel): WorkerChannel => ({
  ...born(space, 'WC'),
  taskChannelSid: channel.sid,
  configuredCapacity: 1,
  available: true,
  turn: 0,
});
