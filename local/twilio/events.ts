import {
  activityData,
  queueData,
  reservationData,
  taskChannelData,
  taskData,
  workerData,
  workflowData,
} from './event-data.ts';
import type { Activity, Reservation, Task, TaskChannel, TaskQueue, Worker, Workflow } from './model.ts';
import type { Space } from './space.ts';

/** Something that happened; `data` has the names of the webhook's parameters. https://www.twilio.com/docs/taskrouter/api/event/reference */
export type EventRecord = {
  sid: string;
  type: string;
  /** Epoch milliseconds. */
  date: number;
  description: string;
  resource: Resource;
  data: Record<string, string>;
};
type Resource = { type: string; sid: string; path: string };

/** REST keeps 30 days; memory sets this bound first. */
const kept = 20_000;

/** Writes an event into the log and has it posted. */
function publish(
  space: Space,
  event: { type: string; resource: Resource; description: string; data: Record<string, string> },
): void {
  const record = { sid: space.newSid('EV'), date: space.clock.now(), ...event };
  space.events.push(record);
  if (space.events.length > kept) space.events.splice(0, kept / 10);
  space.onEvent(space, record);
}

export const publishTask = (
  space: Space,
  type: string,
  task: Task,
  { description, data }: { description?: string; data?: Record<string, string> } = {},
): void =>
  publish(space, {
    type,
    resource: { type: 'task', sid: task.sid, path: `/Tasks/${task.sid}` },
    description: description ?? `Task ${task.sid}: ${type}`,
    data: { ...taskData(space, task), ...data },
  });

export const publishReservation = (space: Space, type: string, reservation: Reservation): void =>
  publish(space, {
    type,
    resource: {
      type: 'reservation',
      sid: reservation.sid,
      path: `/Tasks/${reservation.taskSid}/Reservations/${reservation.sid}`,
    },
    description: `Reservation ${reservation.sid}: ${type}`,
    data: reservationData(space, reservation),
  });

export const publishWorker = (space: Space, type: string, worker: Worker, data: Record<string, string> = {}): void =>
  publish(space, {
    type,
    resource: { type: 'worker', sid: worker.sid, path: `/Workers/${worker.sid}` },
    description: `Worker ${worker.friendlyName}: ${type}`,
    data: { ...workerData(space, worker), ...data },
  });

export const publishActivity = (space: Space, type: string, activity: Activity): void =>
  publish(space, {
    type,
    resource: { type: 'activity', sid: activity.sid, path: `/Activities/${activity.sid}` },
    description: `Activity ${activity.friendlyName}: ${type}`,
    data: activityData(activity),
  });

export const publishTaskChannel = (space: Space, type: string, channel: TaskChannel): void =>
  publish(space, {
    type,
    resource: { type: 'task-channel', sid: channel.sid, path: `/TaskChannels/${channel.sid}` },
    description: `Task channel ${channel.uniqueName}: ${type}`,
    data: taskChannelData(channel),
  });

export const publishTaskQueue = (space: Space, type: string, queue: TaskQueue): void =>
  publish(space, {
    type,
    resource: { type: 'task-queue', sid: queue.sid, path: `/TaskQueues/${queue.sid}` },
    description: `Task queue ${queue.friendlyName}: ${type}`,
    data: queueData(queue),
  });

export const publishWorkflow = (space: Space, type: string, workflow: Workflow): void =>
  publish(space, {
    type,
    resource: { type: 'workflow', sid: workflow.sid, path: `/Workflows/${workflow.sid}` },
    description: `Workflow ${workflow.friendlyName}: ${type}`,
    data: workflowData(workflow),
  });

export const publishWorkspace = (space: Space, type: string): void =>
  publish(space, {
    type,
    resource: { type: 'workspace', sid: space.workspace.sid, path: '' },
    description: `Workspace ${space.workspace.friendlyName}: ${type}`,
    data: {},
  });
