import * as z from 'zod';
import type { EventRecord } from '../events.ts';
import { type Answer, type Call, dateOf, type Route, spaceOf, urlOf } from '../http/call.ts';
import { listAnswer } from '../http/paging.ts';
import { moment, readParameters, sid, text, wholeNumber } from '../http/parameters.ts';
import { notFound } from '../problem.ts';
import type { Space } from '../space.ts';

const listSchema = z.object({
  EventType: text.optional(),
  Minutes: wholeNumber(1, 30 * 24 * 60).default(15),
  StartDate: moment.optional(),
  EndDate: moment.optional(),
  TaskSid: sid('WT').optional(),
  WorkerSid: sid('WK').optional(),
  ReservationSid: sid('WR').optional(),
  TaskQueueSid: sid('WQ').optional(),
  WorkflowSid: sid('WW').optional(),
  TaskChannel: text.optional(),
  Sid: sid('EV').optional(),
});

/** https://www.twilio.com/docs/taskrouter/api/event */
export const eventRoutes: Route[] = [
  { method: 'GET', path: '/Workspaces/{WS}/Events', handle: list },
  { method: 'GET', path: '/Workspaces/{WS}/Events/{EV}', handle: fetch },
];

function list(call: Call): Answer {
  const space = spaceOf(call);
  const asked = readParameters(listSchema, call.query);
  const until = asked.EndDate ?? space.clock.now();
  const from = asked.StartDate ?? until - asked.Minutes * 60_000;
  const concerns = (['TaskSid', 'WorkerSid', 'ReservationSid', 'TaskQueueSid', 'WorkflowSid'] as const).filter(
    (field) => asked[field] !== undefined,
  );
  const events = space.events.filter(
    ({ sid, type, date, data }) =>
      date >= from &&
      date <= until &&
      (asked.EventType === undefined || type === asked.EventType) &&
      (asked.Sid === undefined || sid === asked.Sid) &&
      concerns.every((field) => data[field] === asked[field]) &&
      (asked.TaskChannel === undefined ||
        [data.TaskChannelSid, data.TaskChannelUniqueName].includes(asked.TaskChannel)),
  );
  return listAnswer(call, 'events', events, (event) => present(space, event));
}

function fetch(call: Call): Answer {
  const space = spaceOf(call);
  const event = space.events.find(({ sid }) => sid === call.sids[1]);
  if (!event) throw notFound(call.path);
  return { status: 200, body: present(space, event) };
}

const present = (space: Space, event: EventRecord) => ({
  account_sid: space.accountSid,
  actor_sid: space.workspace.sid,
  actor_type: 'workspace',
  actor_url: urlOf(space, ''),
  description: event.description,
  event_data: Object.fromEntries(
    Object.entries({
      ...event.data,
      WorkspaceName: space.workspace.friendlyName,
      WorkspaceSid: space.workspace.sid,
    }).map(([key, value]) => [snakeCase(key), value]),
  ),
  event_date: dateOf(event.date),
  event_date_ms: event.date,
  event_type: event.type,
  resource_sid: event.resource.sid,
  resource_type: event.resource.type,
  resource_url: urlOf(space, event.resource.path),
  sid: event.sid,
  source: 'twilio',
  source_ip_address: '127.0.0.1',
  url: urlOf(space, `/Events/${event.sid}`),
  workspace_sid: space.workspace.sid,
});

const snakeCase = (name: string): string => name.replaceAll(/(?<=[a-z])[A-Z]/g, '_$&').toLowerCase();
