import * as z from 'zod';
import { publishTaskQueue } from '../events.ts';
import { evaluate } from '../expression/evaluate.ts';
import { parseExpression } from '../expression/parse.ts';
import { type Call, dateOf, found, noContent, type Route, spaceOf, urlOf } from '../http/call.ts';
import { listAnswer } from '../http/paging.ts';
import { attributes, name, oneOf, readParameters, sid, text, wholeNumber } from '../http/parameters.ts';
import { createTaskQueue } from '../lifecycle/create.ts';
import { isEnded, type TaskQueue } from '../model.ts';
import { invalid } from '../problem.ts';
import { parseConfiguration, queuesIn } from '../routing/configuration.ts';
import { refreshQueue, selects } from '../routing/members.ts';
import { orderOf } from '../routing/waiting.ts';
import { attributesOf, type Space } from '../space.ts';

const fields = {
  TargetWorkers: text.optional(),
  MaxReservedWorkers: wholeNumber(1, 50).optional(),
  TaskOrder: oneOf(['FIFO', 'LIFO']).optional(),
  ReservationActivitySid: sid('WA').optional(),
  AssignmentActivitySid: sid('WA').optional(),
};
const createSchema = z.object({ ...fields, FriendlyName: name });
const updateSchema = z.object({ ...fields, FriendlyName: name.optional() });
const listSchema = z.object({
  FriendlyName: text.optional(),
  EvaluateWorkerAttributes: text.optional(),
  WorkerSid: sid('WK').optional(),
});

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
  const { FriendlyName, EvaluateWorkerAttributes, WorkerSid } = readParameters(listSchema, call.query);
  const fits = EvaluateWorkerAttributes === undefined ? undefined : queueFilter(space, EvaluateWorkerAttributes);
  const worker = WorkerSid === undefined ? undefined : space.workers.get(WorkerSid);
  const queues = [...space.taskQueues.values()].filter(
    (queue) =>
      (FriendlyName === undefined || queue.friendlyName === FriendlyName) &&
      (WorkerSid === undefined || (worker && space.members.get(queue.sid)?.has(worker))) &&
      (fits === undefined || fits(queue)),
  );
  return listAnswer(call, 'task_queues', queues, (queue) => present(space, queue));
}

/** Queues that would select a worker with such attributes (JSON), or that have a worker for whom an expression holds. */
function queueFilter(space: Space, criterion: string): (queue: TaskQueue) => boolean {
  const json = attributes.safeParse([criterion]);
  if (json.success) return (queue) => selects(space, queue, JSON.parse(json.data));
  const expression = parseExpression(criterion);
  return (queue) =>
    [...(space.members.get(queue.sid) ?? [])].some((worker) => evaluate(expression, attributesOf(worker), space.lint));
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
  return { status: 201, body: present(space, queue) };
}

function fetch(call: Call) {
  const space = spaceOf(call);
  return { status: 200, body: present(space, found(call, space.taskQueues, 1)) };
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
  return { status: 200, body: present(space, queue) };
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

function present(space: Space, queue: TaskQueue) {
  const url = urlOf(space, `/TaskQueues/${queue.sid}`);
  const nameOf = (activitySid: string | null) => space.activities.get(activitySid ?? '')?.friendlyName ?? null;
  const activityUrl = (activitySid: string | null) => activitySid && urlOf(space, `/Activities/${activitySid}`);
  return {
    account_sid: space.accountSid,
    assignment_activity_sid: queue.assignmentActivitySid,
    assignment_activity_name: nameOf(queue.assignmentActivitySid),
    date_created: dateOf(queue.dateCreated),
    date_updated: dateOf(queue.dateUpdated),
    friendly_name: queue.friendlyName,
    max_reserved_workers: queue.maxReservedWorkers,
    reservation_activity_sid: queue.reservationActivitySid,
    reservation_activity_name: nameOf(queue.reservationActivitySid),
    sid: queue.sid,
    target_workers: queue.targetWorkers,
    task_order: queue.taskOrder,
    url,
    workspace_sid: space.workspace.sid,
    links: {
      assignment_activity: activityUrl(queue.assignmentActivitySid),
      reservation_activity: activityUrl(queue.reservationActivitySid),
      workspace: urlOf(space, ''),
      statistics: `${url}/Statistics`,
      real_time_statistics: `${url}/RealTimeStatistics`,
      cumulative_statistics: `${url}/CumulativeStatistics`,
      list_statistics: urlOf(space, '/TaskQueues/Statistics'),
      bulk_real_time_statistics: urlOf(space, '/TaskQueues/RealTimeStatistics'),
    },
  };
}
