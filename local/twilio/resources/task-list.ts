import * as z from 'zod';
import { evaluate } from '../../../lib/tasks/expression/evaluate.ts';
import { secondsOf } from '../event-data.ts';
import { parseExpression } from '../expression/parse.ts';
import { dateOf, urlOf } from '../http/call.ts';
import { list, readParameters, sid, text, truth, wholeNumber } from '../http/parameters.ts';
import type { Task } from '../model.ts';
import { invalid } from '../problem.ts';
import type { SearchIndex } from '../search-index.ts';
import { attributesOf, type Space } from '../space.ts';

const listSchema = z.object({
  Priority: wholeNumber(0, 2 ** 31 - 1).optional(),
  AssignmentStatus: list.optional(),
  WorkflowSid: sid('WW').optional(),
  WorkflowName: text.optional(),
  TaskQueueSid: sid('WQ').optional(),
  TaskQueueName: text.optional(),
  EvaluateTaskAttributes: text.optional(),
  RoutingTarget: text.optional(),
  Ordering: text.default('DateCreated:asc'),
  HasAddons: truth.optional(),
});

/** The tasks that a list request asks for, in the order it asks for. */
export function tasksMatching(space: Space, query: URLSearchParams, searchIndex: SearchIndex): Task[] {
  const asked = readParameters(listSchema, query);
  const expression = asked.EvaluateTaskAttributes ? parseExpression(asked.EvaluateTaskAttributes) : undefined;
  const holds = (task: Task) => {
    const attributes = searchIndex.attributesOf(task);
    if (attributes === undefined || !expression) return !expression;
    const known: unknown = attributes === task.attributes ? attributesOf(task) : JSON.parse(attributes);
    return evaluate(expression, known, space.lint);
  };
  const tasks = [...space.tasks.values()].filter(
    (task) =>
      (asked.Priority === undefined || task.priority === asked.Priority) &&
      (asked.AssignmentStatus === undefined || asked.AssignmentStatus.includes(task.status)) &&
      (asked.WorkflowSid === undefined || task.workflowSid === asked.WorkflowSid) &&
      (asked.WorkflowName === undefined || workflowName(space, task) === asked.WorkflowName) &&
      (asked.TaskQueueSid === undefined || task.taskQueueSid === asked.TaskQueueSid) &&
      (asked.TaskQueueName === undefined || queueName(space, task) === asked.TaskQueueName) &&
      (asked.RoutingTarget === undefined || task.routingTarget === asked.RoutingTarget) &&
      asked.HasAddons !== true &&
      holds(task),
  );
  return tasks.sort(orderingNamed(asked.Ordering));
}

const columns: Record<string, (task: Task) => number> = {
  DateCreated: (task) => task.dateCreated,
  Priority: (task) => task.priority,
  VirtualStartTime: (task) => task.virtualStartTime,
};

function orderingNamed(ordering: string): (a: Task, b: Task) => number {
  const keys = ordering.split(',').map((part) => {
    const [column = '', direction = 'asc'] = part.trim().split(':');
    const read = Object.hasOwn(columns, column) ? columns[column] : undefined;
    if (!read || !/^(asc|desc)$/i.test(direction)) throw invalid(`Invalid parameter Ordering: ${part}`);
    return { column, read, sign: direction.toLowerCase() === 'asc' ? 1 : -1 };
  });
  const used = new Set(keys.map(({ column }) => column));
  if (used.has('DateCreated') && used.has('VirtualStartTime'))
    throw invalid('Invalid parameter Ordering: DateCreated and VirtualStartTime exclude each other');
  return (a, b) => {
    for (const { read, sign } of keys) if (read(a) !== read(b)) return (read(a) - read(b)) * sign;
    return a.sid < b.sid ? -1 : 1;
  };
}

const workflowName = (space: Space, task: Task) => space.workflows.get(task.workflowSid ?? '')?.friendlyName ?? null;
const queueName = (space: Space, task: Task) => space.taskQueues.get(task.taskQueueSid ?? '')?.friendlyName ?? null;

/** A task as the API shows it. */
export function presentTask(space: Space, task: Task) {
  const url = urlOf(space, `/Tasks/${task.sid}`);
  return {
    account_sid: space.accountSid,
    age: secondsOf(space.clock.now() - task.dateCreated),
    assignment_status: task.status,
    attributes: task.attributes,
    addons: '{}',
    date_created: dateOf(task.dateCreated),
    date_updated: dateOf(task.dateUpdated),
    task_queue_entered_date: task.queueEntered === null ? null : dateOf(task.queueEntered),
    priority: task.priority,
    reason: task.reason,
    sid: task.sid,
    task_queue_sid: task.taskQueueSid,
    task_queue_friendly_name: queueName(space, task),
    task_channel_sid: task.taskChannelSid,
    task_channel_unique_name: space.taskChannels.get(task.taskChannelSid)?.uniqueName ?? null,
    timeout: task.timeout,
    workflow_sid: task.workflowSid,
    workflow_friendly_name: workflowName(space, task),
    workspace_sid: space.workspace.sid,
    url,
    links: {
      task_queue: task.taskQueueSid && urlOf(space, `/TaskQueues/${task.taskQueueSid}`),
      workflow: task.workflowSid && urlOf(space, `/Workflows/${task.workflowSid}`),
      workspace: urlOf(space, ''),
      reservations: `${url}/Reservations`,
    },
    virtual_start_time: dateOf(task.virtualStartTime),
    ignore_capacity: task.ignoreCapacity,
    routing_target: task.routingTarget,
  };
}
