import { publishTask } from '../events.ts';
import type { Task } from '../model.ts';
import { setAlarm } from '../routing/deadlines.ts';
import { settle } from '../routing/settle.ts';
import { enterWorkflow } from '../routing/steps.ts';
import type { Space } from '../space.ts';
import { placeTask } from './changes.ts';

type Properties = Pick<
  Task,
  | 'attributes'
  | 'priority'
  | 'taskChannelSid'
  | 'workflowSid'
  | 'taskQueueSid'
  | 'timeout'
  | 'routingTarget'
  | 'ignoreCapacity'
> & { virtualStartTime: number | undefined };

/** A new task, routed at once: through its workflow, or straight to the queue or worker it is meant for. */
export function createTask(space: Space, properties: Properties): Task {
  const now = space.clock.now();
  const task: Task = {
    ...properties,
    sid: space.newSid('WT'),
    dateCreated: now,
    dateUpdated: now,
    virtualStartTime: properties.virtualStartTime ?? now,
    status: 'pending',
    version: 0,
    reason: null,
    queueEntered: null,
    assignments: 0,
    assigned: null,
    ended: null,
    step: null,
  };
  space.tasks.set(task.sid, task);
  setAlarm(space, task);
  publishTask(space, 'task.created', task);
  if (/^W[KQ]/.test(task.routingTarget ?? '')) enterDirectly(space, task);
  else enterWorkflow(space, task);
  return task;
}

function enterDirectly(space: Space, task: Task): void {
  placeTask(space, task, { queueEntered: task.taskQueueSid === null ? null : space.clock.now() });
  if (task.taskQueueSid !== null) publishTask(space, 'task-queue.entered', task);
  space.unsettled.tasks.add(task);
  settle(space);
}
