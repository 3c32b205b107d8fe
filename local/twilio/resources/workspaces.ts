import * as z from 'zod';
import { publishWorkspace } from '../events.ts';
import { type Call, dateOf, noContent, type Route, spaceOf, urlOf } from '../http/call.ts';
import { listAnswer } from '../http/paging.ts';
import { address, name, oneOf, readParameters, sid, text, truth } from '../http/parameters.ts';
import { createWorkspace } from '../lifecycle/create-workspace.ts';
import { invalid } from '../problem.ts';
import type { Space } from '../space.ts';

const queueOrders = ['FIFO', 'LIFO'] as const;
const createSchema = z.object({
  FriendlyName: name,
  EventCallbackUrl: address.default(''),
  EventsFilter: text.optional(),
  MultiTaskEnabled: truth.default(true),
  Template: oneOf(['NONE', 'FIFO']).default('NONE'),
  PrioritizeQueueOrder: oneOf(queueOrders).default('FIFO'),
});
const updateSchema = z.object({
  DefaultActivitySid: sid('WA').optional(),
  TimeoutActivitySid: sid('WA').optional(),
  EventCallbackUrl: address.optional(),
  EventsFilter: text.optional(),
  FriendlyName: name.optional(),
  MultiTaskEnabled: truth.optional(),
  PrioritizeQueueOrder: oneOf(queueOrders).optional(),
});
const listSchema = z.object({ FriendlyName: text.optional() });

/** https://www.twilio.com/docs/taskrouter/api/workspace */
export const workspaceRoutes: Route[] = [
  { method: 'GET', path: '/Workspaces', handle: list },
  { method: 'POST', path: '/Workspaces', handle: create },
  { method: 'GET', path: '/Workspaces/{WS}', handle: (call) => ({ status: 200, body: present(spaceOf(call)) }) },
  { method: 'POST', path: '/Workspaces/{WS}', handle: update },
  { method: 'DELETE', path: '/Workspaces/{WS}', handle: remove },
];

function list(call: Call) {
  const { FriendlyName } = readParameters(listSchema, call.query);
  const spaces = [...call.account.spaces.values()]
    .filter(({ workspace }) => FriendlyName === undefined || workspace.friendlyName === FriendlyName)
    .map((space) => ({ sid: space.workspace.sid, space }));
  return listAnswer(call, 'workspaces', spaces, ({ space }) => present(space));
}

function create(call: Call) {
  const form = readParameters(createSchema, call.form);
  const space = createWorkspace(
    call.account,
    {
      friendlyName: form.FriendlyName,
      eventCallbackUrl: form.EventCallbackUrl,
      eventsFilter: form.EventsFilter || null,
      multiTaskEnabled: form.MultiTaskEnabled,
      prioritizeQueueOrder: form.PrioritizeQueueOrder,
    },
    { template: form.Template },
  );
  return { status: 201, body: present(space) };
}

function update(call: Call) {
  const space = spaceOf(call);
  const { workspace } = space;
  const form = readParameters(updateSchema, call.form);
  for (const activity of [form.DefaultActivitySid, form.TimeoutActivitySid])
    if (activity !== undefined && !space.activities.has(activity)) throw invalid(`Activity ${activity} does not exist`);
  Object.assign(workspace, {
    defaultActivitySid: form.DefaultActivitySid ?? workspace.defaultActivitySid,
    timeoutActivitySid: form.TimeoutActivitySid ?? workspace.timeoutActivitySid,
    eventCallbackUrl: form.EventCallbackUrl ?? workspace.eventCallbackUrl,
    eventsFilter: form.EventsFilter === undefined ? workspace.eventsFilter : form.EventsFilter || null,
    friendlyName: form.FriendlyName ?? workspace.friendlyName,
    multiTaskEnabled: form.MultiTaskEnabled ?? workspace.multiTaskEnabled,
    prioritizeQueueOrder: form.PrioritizeQueueOrder ?? workspace.prioritizeQueueOrder,
    dateUpdated: space.clock.now(),
  });
  publishWorkspace(space, 'workspace.updated');
  return { status: 200, body: present(space) };
}

function remove(call: Call) {
  const space = spaceOf(call);
  publishWorkspace(space, 'workspace.deleted');
  for (const takeBack of space.alarms.values()) takeBack();
  call.account.spaces.delete(space.workspace.sid);
  return noContent;
}

function present(space: Space) {
  const { workspace, activities } = space;
  const links = {
    activities: '/Activities',
    statistics: '/Statistics',
    real_time_statistics: '/RealTimeStatistics',
    cumulative_statistics: '/CumulativeStatistics',
    task_queues: '/TaskQueues',
    tasks: '/Tasks',
    workers: '/Workers',
    workflows: '/Workflows',
    task_channels: '/TaskChannels',
    events: '/Events',
  };
  return {
    account_sid: space.accountSid,
    date_created: dateOf(workspace.dateCreated),
    date_updated: dateOf(workspace.dateUpdated),
    default_activity_name: activities.get(workspace.defaultActivitySid)?.friendlyName ?? null,
    default_activity_sid: workspace.defaultActivitySid,
    event_callback_url: workspace.eventCallbackUrl,
    events_filter: workspace.eventsFilter,
    friendly_name: workspace.friendlyName,
    multi_task_enabled: workspace.multiTaskEnabled,
    sid: workspace.sid,
    timeout_activity_name: activities.get(workspace.timeoutActivitySid)?.friendlyName ?? null,
    timeout_activity_sid: workspace.timeoutActivitySid,
    prioritize_queue_order: workspace.prioritizeQueueOrder,
    url: urlOf(space, ''),
    links: Object.fromEntries(Object.entries(links).map(([link, path]) => [link, urlOf(space, path)])),
  };
}
