import * as z from 'zod';
import { publishTaskQueue } from '../events.ts';
import { parseExpression } from '../expression/parse.ts';
import { type Call, found, noContent, type Route, spaceOf } from '../http/call.ts';
import { listAnswer } from '../http/paging.ts';
import { name, oneOf, readParameters, sid, text, wholeNumber } from '../http/parameters.ts';
import { createTaskQueue } from '../lifecycle/create.ts';
import { isEnded } from '../model.ts';
import { invalid } from '../problem.ts';
import { parseConfiguration, queuesIn } from '../routing/configuration.ts';
import { refreshQueue } from '../routing/members.ts';
import { orderOf } from '../routing/waiting.ts';
import type { Space } from '../space.ts';
import { presentTaskQueue, taskQueuesMatching } from './task-queue-list.ts';

const fields = {
  TargetWorkers: text.optional(),
  MaxReservedWorkers: wholeNumber(1, 50).optional(),
  TaskOrder: oneOf(['FIFO', 'LIFO']).optional(),
  ReservationActivitySid: sid('WA').optional(),
  AssignmentActivitySid: sid('WA').optional(),
};
const createSchema = z.object({ ...fields, FriendlyName: name });
const updateSchema = z.object({ ...fields, FriendlyName: name.optional() });
/** https://www.twilio.com/docs/taskrouter/api/task-queue */
export const taskQueueRoutes: Route[] = [
  { method: 'GET', path: '/Workspaces/{WS}/TaskQueues', handle: list },
  { method: 'POST', path: '/Workspaces/{WS}/TaskQueues', handle: create },
  { method: 'GET', path: '/Workspaces/{WS}/TaskQueues/{WQ}', handle: fetch },
  { method: 'POST', path: '/Workspaces/{WS}/TaskQueues/{WQ}', handle: update },
  { method: 'DELETE', path: '/Workspaces/{WS}/TaskQueues/{WQ}', handle: remove },
];

function list(call: Call) {
  const space = spaceOf(call);
  return listAnswer(call, 'task_queues', taskQueuesMatching(space, call.query), (queue) =>
    presentTaskQueue(space, queue),
  );
}

function create(call: Call) {
  const space = spaceOf(call);
  const form = checked(space, readParameters(createSchema, call.form));
  const queue = createTaskQueue(space, {
    friendlyName: form.FriendlyName,
    targetWorkers: form.TargetWorkers ?? '1==1',
    maxReservedWorkers: form.MaxReservedWorkers ?? 1,
    taskOrder: form.TaskOrder ?? 'FIFO',
    reservationActivitySid: form.ReservationActivitySid ?? null,
    assignmentActivitySid: form.AssignmentActivitySid ?? null,
  });
  return { status: 201, body: presentTaskQueue(space, queue) };
}

function fetch(call: Call) {
  const space = spaceOf(call);
  return { status: 200, body: presentTaskQueue(space, found(call, space.taskQueues, 1)) };
}

function update(call: Call) {
  const space = spaceOf(call);
  const queue = found(call, space.taskQueues, 1);
  const form = checked(space, readParameters(updateSchema, call.form));
  const previous = queue.targetWorkers;
  Object.assign(queue, {
    friendlyName: form.FriendlyName ?? queue.friendlyName,
    targetWorkers: form.TargetWorkers ?? queue.targetWorkers,
    maxReservedWorkers: form.MaxReservedWorkers ?? queue.maxReservedWorkers,
    taskOrder: form.TaskOrder ?? queue.taskOrder,
    reservationActivitySid: form.ReservationActivitySid ?? queue.reservationActivitySid,
    assignmentActivitySid: form.AssignmentActivitySid ?? queue.assignmentActivitySid,
    dateUpdated: space.clock.now(),
  });
  space.waiting.get(queue.sid)?.sort(orderOf(space, queue.sid));
  refreshQueue(space, queue);
  if (queue.targetWorkers !== previous) publishTaskQueue(space, 'task-queue.expression.updated', queue);
  return { status: 200, body: presentTaskQueue(space, queue) };
}

function remove(call: Call) {
  const space = spaceOf(call);
  const queue = found(call, space.taskQueues, 1);
  const routes = [...space.workflows.values()].flatMap(({ configurations }) => configurations.slice(-1));
  const isUsed =
    routes.some((configuration) => queuesIn(parseConfiguration(configuration)).has(queue.sid)) ||
    [...space.tasks.values()].some((task) => task.taskQueueSid === queue.sid && !isEnded(task));
  if (isUsed) throw invalid(`Cannot delete TaskQueue ${queue.sid} because a workflow or a task is using it.`);
  space.taskQueues.delete(queue.sid);
  space.members.delete(queue.sid);
  publishTaskQueue(space, 'task-queue.deleted', queue);
  return noContent;
}

function checked<Form extends Partial<z.infer<typeof updateSchema>>>(space: Space, form: Form): Form {
  if (form.TargetWorkers) parseExpression(form.TargetWorkers);
  for (const activity of [form.ReservationActivitySid, form.AssignmentActivitySid])
    if (activity !== undefined && !space.activities.has(activity)) throw invalid(`Activity ${activity} does not exist`);
  return form;
}
