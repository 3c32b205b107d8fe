import * as z from 'zod';
import { type Answer, type Call, checkVersion, etagOf, found, noContent, type Route, spaceOf } from '../http/call.ts';
import { listAnswer } from '../http/paging.ts';
import { attributes, moment, oneOf, readParameters, sid, text, truth, wholeNumber } from '../http/parameters.ts';
import { createTask } from '../lifecycle/create-task.ts';
import { deleteTask } from '../lifecycle/end-task.ts';
import { updateTask } from '../lifecycle/update-task.ts';
import { type Task, type TaskChannel, taskStatuses } from '../model.ts';
import { invalid } from '../problem.ts';
import type { Space } from '../space.ts';
import { taskChannelNamed } from './task-channels.ts';
import { presentTask, tasksMatching } from './task-list.ts';

const priority = wholeNumber(0, 2 ** 31 - 1);
const createSchema = z.object({
  Attributes: attributes.default('{}'),
  WorkflowSid: sid('WW').optional(),
  TaskChannel: text.default('default'),
  Priority: priority.default(0),
  /** Two weeks at most. */
  Timeout: wholeNumber(1, 1_209_600).default(86_400),
  VirtualStartTime: moment.optional(),
  RoutingTarget: sid('WK', 'WQ', 'WW').optional(),
  IgnoreCapacity: truth.optional(),
  TaskQueueSid: sid('WQ').optional(),
});
const updateSchema = z.object({
  Attributes: attributes.optional(),
  AssignmentStatus: oneOf(taskStatuses).optional(),
  Reason: text.optional(),
  Priority: priority.optional(),
  TaskChannel: text.optional(),
  VirtualStartTime: moment.optional(),
});

/** https://www.twilio.com/docs/taskrouter/api/task */
export const taskRoutes: Route[] = [
  { method: 'GET', path: '/Workspaces/{WS}/Tasks', handle: list },
  { method: 'POST', path: '/Workspaces/{WS}/Tasks', handle: create },
  { method: 'GET', path: '/Workspaces/{WS}/Tasks/{WT}', handle: fetch },
  { method: 'POST', path: '/Workspaces/{WS}/Tasks/{WT}', handle: update },
  { method: 'DELETE', path: '/Workspaces/{WS}/Tasks/{WT}', handle: remove },
];

function list(call: Call) {
  const space = spaceOf(call);
  const tasks = tasksMatching(space, call.query, call.account.searchIndex);
  return listAnswer(call, 'tasks', tasks, (task) => ({
    ...presentTask(space, task),
    ...(call.account.strict && { attributes: null }),
  }));
}

/** Twilio routes a new task after it has answered; so does the answer look. */
function create(call: Call): Answer {
  const space = spaceOf(call);
  const form = readParameters(createSchema, call.form);
  checkStartTime(space, form.VirtualStartTime);
  const target = form.RoutingTarget;
  const isKnown = !target || [space.workers, space.taskQueues, space.workflows].some((all) => all.has(target));
  if (!isKnown) throw invalid(`RoutingTarget ${target} does not exist`);
  const task = createTask(space, {
    attributes: form.Attributes,
    priority: form.Priority,
    taskChannelSid: channelNamed(space, form.TaskChannel).sid,
    workflowSid: workflowFor(space, form),
    taskQueueSid: target?.startsWith('WQ') ? target : target?.startsWith('WK') ? (form.TaskQueueSid ?? null) : null,
    timeout: form.Timeout,
    routingTarget: target ?? null,
    ignoreCapacity: target?.startsWith('WK') ? (form.IgnoreCapacity ?? true) : false,
    virtualStartTime: form.VirtualStartTime,
  });
  call.account.searchIndex.record(task);
  return {
    status: 201,
    body: { ...presentTask(space, task), assignment_status: 'pending', task_queue_entered_date: null, reason: null },
    etag: etagOf(0),
  };
}

function workflowFor(space: Space, form: z.infer<typeof createSchema>): string | null {
  const [only, ...others] = space.workflows.keys();
  const wanted = form.RoutingTarget?.startsWith('WW') ? form.RoutingTarget : form.WorkflowSid;
  if (wanted !== undefined) {
    if (!space.workflows.has(wanted)) throw invalid(`WorkflowSid ${wanted} does not exist`);
    return wanted;
  }
  if (only !== undefined && others.length === 0) return only;
  if (form.RoutingTarget !== undefined) return null;
  throw invalid('Missing required parameter WorkflowSid in the post body');
}

function fetch(call: Call): Answer {
  const space = spaceOf(call);
  return answer(space, found(call, space.tasks, 1));
}

function update(call: Call): Answer {
  const space = spaceOf(call);
  const task = found(call, space.tasks, 1);
  const form = readParameters(updateSchema, call.form);
  checkVersion(call, task.version);
  checkStartTime(space, form.VirtualStartTime);
  // Whatever Twilio does with it, it says that it must not be done: the interaction is to be ended.
  if (form.AssignmentStatus && task.attributes.includes('"flexInteractionChannelSid"'))
    throw invalid(`Task ${task.sid} is led by Flex: its status follows from the interaction`);
  updateTask(space, task, {
    attributes: form.Attributes,
    status: form.AssignmentStatus,
    reason: form.Reason,
    priority: form.Priority,
    taskChannelSid: form.TaskChannel === undefined ? undefined : channelNamed(space, form.TaskChannel).sid,
    virtualStartTime: form.VirtualStartTime,
  });
  call.account.searchIndex.record(task);
  return answer(space, task);
}

function remove(call: Call): Answer {
  const space = spaceOf(call);
  const task = found(call, space.tasks, 1);
  checkVersion(call, task.version);
  deleteTask(space, task, 'task.deleted');
  return noContent;
}

const answer = (space: Space, task: Task): Answer => ({
  status: 200,
  body: presentTask(space, task),
  etag: etagOf(task.version),
});

function channelNamed(space: Space, name: string): TaskChannel {
  const channel = taskChannelNamed(space, name);
  if (!channel) throw invalid(`TaskChannel ${name} does not exist`);
  return channel;
}

function checkStartTime(space: Space, time: number | undefined): void {
  if (time !== undefined && (time > space.clock.now() || time < Date.UTC(1900)))
    throw invalid('Invalid parameter VirtualStartTime: neither in the future nor before 1900');
}
