import { publishTask } from '../events.ts';
import type { Task } from '../model.ts';
import { invalid } from '../problem.ts';
import { liveReservations, type Space } from '../space.ts';
import { changeTask } from './changes.ts';
import { cancelTask, completeTask, wrapTask } from './end-task.ts';

type Change = {
  attributes: string | undefined;
  status: Task['status'] | undefined;
  reason: string | undefined;
  priority: number | undefined;
  taskChannelSid: string | undefined;
  virtualStartTime: number | undefined;
};

/** Changes a task as the API lets one; throws Problem 400 where its status does not allow it. */
export function updateTask(space: Space, task: Task, change: Change): void {
  const { status, attributes = task.attributes } = change;
  if ((status === 'wrapping' || status === 'completed') && change.attributes !== undefined)
    throw invalid('AssignmentStatus and Attributes cannot be changed in one request');
  if ((status === 'canceled' || status === 'completed') && !change.reason)
    throw invalid('Missing required parameter Reason in the post body');
  if (status) checkStatus(space, task, status);
  const edit = {
    attributes,
    priority: change.priority ?? task.priority,
    taskChannelSid: change.taskChannelSid ?? task.taskChannelSid,
    virtualStartTime: change.virtualStartTime ?? task.virtualStartTime,
  };
  if (Object.entries(edit).some(([key, value]) => Reflect.get(task, key) !== value)) {
    const isNew = attributes !== task.attributes;
    if (edit.taskChannelSid !== task.taskChannelSid) freeWorkers(space, task);
    changeTask(space, task, edit);
    if (isNew) publishTask(space, 'task.updated', task);
  }
  if (status === 'canceled') cancelTask(space, task, change.reason ?? '');
  else if (status === 'completed') completeTask(space, task, change.reason ?? null);
  else if (status === 'wrapping') wrapTask(space, task, change.reason ?? null);
  else if (task.status === 'pending') space.unsettled.tasks.add(task);
}

/** Those who hold the task have room on the channel that it leaves. */
function freeWorkers(space: Space, task: Task): void {
  for (const { workerSid } of liveReservations(space, task)) {
    const worker = space.workers.get(workerSid);
    if (worker) space.unsettled.workers.add(worker);
  }
}

function checkStatus(space: Space, task: Task, next: Task['status']): void {
  const subject = `task ${task.sid} in workspace ${space.workspace.sid} for account ${space.accountSid}`;
  const rules: Partial<Record<Task['status'], { from: Task['status'][]; refusal: string }>> = {
    canceled: {
      from: ['pending', 'reserved'],
      refusal: `Cannot cancel ${subject} because it is not pending or reserved.`,
    },
    wrapping: { from: ['assigned'], refusal: `Cannot wrap up a ${subject} because it is not currently assigned.` },
    completed: {
      from: ['assigned', 'wrapping'],
      refusal: `Cannot complete ${subject} because it is not currently assigned.`,
    },
  };
  const rule = rules[next];
  if (!rule) throw invalid(`AssignmentStatus cannot be set to ${next}: it follows from reservations`);
  if (!rule.from.includes(task.status)) throw invalid(rule.refusal);
}
