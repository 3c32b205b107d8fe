import * as z from 'zod';
import { publishWorkflow } from '../events.ts';
import { type Call, dateOf, found, noContent, type Route, spaceOf, urlOf } from '../http/call.ts';
import { listAnswer } from '../http/paging.ts';
import { address, name, readParameters, text, truth, wholeNumber } from '../http/parameters.ts';
import { createWorkflow } from '../lifecycle/create.ts';
import { isEnded, type Workflow } from '../model.ts';
import { invalid } from '../problem.ts';
import { parseConfiguration, queuesIn } from '../routing/configuration.ts';
import { lintRouting } from '../routing/lint-routing.ts';
import { enterWorkflow } from '../routing/steps.ts';
import type { Space } from '../space.ts';

/** A configuration has at most this many bytes. */
const largestConfiguration = 1_038_576;
const fields = {
  AssignmentCallbackUrl: address.optional(),
  FallbackAssignmentCallbackUrl: address.optional(),
  TaskReservationTimeout: wholeNumber(1, 86_400).optional(),
};
const createSchema = z.object({ ...fields, FriendlyName: name, Configuration: text });
const updateSchema = z.object({
  ...fields,
  FriendlyName: name.optional(),
  Configuration: text.optional(),
  ReEvaluateTasks: truth.default(false),
});
const listSchema = z.object({ FriendlyName: text.optional() });

/** https://www.twilio.com/docs/taskrouter/api/workflow */
export const workflowRoutes: Route[] = [
  { method: 'GET', path: '/Workspaces/{WS}/Workflows', handle: list },
  { method: 'POST', path: '/Workspaces/{WS}/Workflows', handle: create },
  { method: 'GET', path: '/Workspaces/{WS}/Workflows/{WW}', handle: fetch },
  { method: 'POST', path: '/Workspaces/{WS}/Workflows/{WW}', handle: update },
  { method: 'DELETE', path: '/Workspaces/{WS}/Workflows/{WW}', handle: remove },
];

function list(call: Call) {
  const space = spaceOf(call);
  const { FriendlyName } = readParameters(listSchema, call.query);
  const workflows = [...space.workflows.values()].filter(
    ({ friendlyName }) => FriendlyName === undefined || friendlyName === FriendlyName,
  );
  return listAnswer(call, 'workflows', workflows, (workflow) => present(space, workflow));
}

function create(call: Call) {
  const space = spaceOf(call);
  const form = readParameters(createSchema, call.form);
  checkConfiguration(space, form.Configuration);
  const workflow = createWorkflow(space, {
    friendlyName: form.FriendlyName,
    configurations: [form.Configuration],
    assignmentCallbackUrl: form.AssignmentCallbackUrl || null,
    fallbackAssignmentCallbackUrl: form.FallbackAssignmentCallbackUrl || null,
    taskReservationTimeout: form.TaskReservationTimeout ?? 120,
  });
  return { status: 201, body: present(space, workflow) };
}

function fetch(call: Call) {
  const space = spaceOf(call);
  return { status: 200, body: present(space, found(call, space.workflows, 1)) };
}

function update(call: Call) {
  const space = spaceOf(call);
  const workflow = found(call, space.workflows, 1);
  const form = readParameters(updateSchema, call.form);
  if (form.Configuration !== undefined) checkConfiguration(space, form.Configuration);
  const keep = (given: string | undefined, present: string | null) => (given === undefined ? present : given || null);
  Object.assign(workflow, {
    friendlyName: form.FriendlyName ?? workflow.friendlyName,
    assignmentCallbackUrl: keep(form.AssignmentCallbackUrl, workflow.assignmentCallbackUrl),
    fallbackAssignmentCallbackUrl: keep(form.FallbackAssignmentCallbackUrl, workflow.fallbackAssignmentCallbackUrl),
    taskReservationTimeout: form.TaskReservationTimeout ?? workflow.taskReservationTimeout,
    dateUpdated: space.clock.now(),
  });
  if (form.Configuration !== undefined && form.Configuration !== workflow.configurations.at(-1))
    workflow.configurations.push(form.Configuration);
  publishWorkflow(space, 'workflow.updated', workflow);
  if (form.ReEvaluateTasks)
    for (const task of [...space.tasks.values()])
      if (task.workflowSid === workflow.sid && task.step && task.status === 'pending') enterWorkflow(space, task);
  return { status: 200, body: present(space, workflow) };
}

function remove(call: Call) {
  const space = spaceOf(call);
  const workflow = found(call, space.workflows, 1);
  if ([...space.tasks.values()].some((task) => task.workflowSid === workflow.sid && !isEnded(task)))
    throw invalid(`Cannot delete Workflow ${workflow.sid} because there are tasks in it.`);
  space.workflows.delete(workflow.sid);
  publishWorkflow(space, 'workflow.deleted', workflow);
  return noContent;
}

function checkConfiguration(space: Space, configuration: string): void {
  if (Buffer.byteLength(configuration) > largestConfiguration)
    throw invalid(`Configuration: more than ${largestConfiguration} bytes`);
  const routing = parseConfiguration(configuration);
  for (const queue of queuesIn(routing))
    if (!space.taskQueues.has(queue)) throw invalid(`Configuration: TaskQueue ${queue} does not exist`);
  lintRouting(routing, space.lint);
}

function present(space: Space, workflow: Workflow) {
  const url = urlOf(space, `/Workflows/${workflow.sid}`);
  return {
    account_sid: space.accountSid,
    assignment_callback_url: workflow.assignmentCallbackUrl,
    configuration: workflow.configurations.at(-1),
    date_created: dateOf(workflow.dateCreated),
    date_updated: dateOf(workflow.dateUpdated),
    document_content_type: 'application/json',
    fallback_assignment_callback_url: workflow.fallbackAssignmentCallbackUrl,
    friendly_name: workflow.friendlyName,
    sid: workflow.sid,
    task_reservation_timeout: workflow.taskReservationTimeout,
    workspace_sid: space.workspace.sid,
    url,
    links: {
      statistics: `${url}/Statistics`,
      real_time_statistics: `${url}/RealTimeStatistics`,
      cumulative_statistics: `${url}/CumulativeStatistics`,
    },
  };
}
