import * as z from 'zod';
import { publishActivity } from '../events.ts';
import { type Call, dateOf, found, noContent, type Route, spaceOf, urlOf } from '../http/call.ts';
import { listAnswer } from '../http/paging.ts';
import { name, readParameters, text, truth } from '../http/parameters.ts';
import { createActivity } from '../lifecycle/create.ts';
import type { Activity } from '../model.ts';
import { invalid } from '../problem.ts';
import type { Space } from '../space.ts';

const createSchema = z.object({ FriendlyName: name, Available: truth.default(false) });
const updateSchema = z.object({ FriendlyName: name.optional() });
const listSchema = z.object({ FriendlyName: text.optional(), Available: truth.optional() });

/** https://www.twilio.com/docs/taskrouter/api/activity */
export const activityRoutes: Route[] = [
  { method: 'GET', path: '/Workspaces/{WS}/Activities', handle: list },
  { method: 'POST', path: '/Workspaces/{WS}/Activities', handle: create },
  { method: 'GET', path: '/Workspaces/{WS}/Activities/{WA}', handle: fetch },
  { method: 'POST', path: '/Workspaces/{WS}/Activities/{WA}', handle: update },
  { method: 'DELETE', path: '/Workspaces/{WS}/Activities/{WA}', handle: remove },
];

function list(call: Call) {
  const space = spaceOf(call);
  const { FriendlyName, Available } = readParameters(listSchema, call.query);
  const activities = [...space.activities.values()].filter(
    ({ friendlyName, available }) =>
      (FriendlyName === undefined || friendlyName === FriendlyName) &&
      (Available === undefined || available === Available),
  );
  return listAnswer(call, 'activities', activities, (activity) => present(space, activity));
}

function create(call: Call) {
  const space = spaceOf(call);
  const { FriendlyName, Available } = readParameters(createSchema, call.form);
  const activity = createActivity(space, { friendlyName: FriendlyName, available: Available });
  return { status: 201, body: present(space, activity) };
}

function fetch(call: Call) {
  const space = spaceOf(call);
  return { status: 200, body: present(space, found(call, space.activities, 1)) };
}

function update(call: Call) {
  const space = spaceOf(call);
  const activity = found(call, space.activities, 1);
  const { FriendlyName = activity.friendlyName } = readParameters(updateSchema, call.form);
  Object.assign(activity, { friendlyName: FriendlyName, dateUpdated: space.clock.now() });
  publishActivity(space, 'activity.updated', activity);
  return { status: 200, body: present(space, activity) };
}

function remove(call: Call) {
  const space = spaceOf(call);
  const activity = found(call, space.activities, 1);
  const { defaultActivitySid, timeoutActivitySid } = space.workspace;
  const isUsed =
    [defaultActivitySid, timeoutActivitySid].includes(activity.sid) ||
    [...space.workers.values()].some(({ activitySid }) => activitySid === activity.sid);
  if (isUsed) throw invalid(`Cannot delete activity ${activity.sid} because the workspace or a worker is using it.`);
  space.activities.delete(activity.sid);
  publishActivity(space, 'activity.deleted', activity);
  return noContent;
}

const present = (space: Space, activity: Activity) => ({
  account_sid: space.accountSid,
  available: activity.available,
  date_created: dateOf(activity.dateCreated),
  date_updated: dateOf(activity.dateUpdated),
  friendly_name: activity.friendlyName,
  sid: activity.sid,
  workspace_sid: space.workspace.sid,
  url: urlOf(space, `/Activities/${activity.sid}`),
  links: { workspace: urlOf(space, '') },
});
