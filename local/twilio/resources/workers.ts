import * as z from 'zod';
import { type Call, checkVersion, etagOf, found, noContent, type Route, spaceOf } from '../http/call.ts';
import { listAnswer } from '../http/paging.ts';
import { attributes, name, readParameters, sid, truth } from '../http/parameters.ts';
import { createWorker } from '../lifecycle/create.ts';
import { deleteWorker, updateWorker } from '../lifecycle/worker.ts';
import { invalid } from '../problem.ts';
import type { Space } from '../space.ts';
import { presentWorker, workersMatching } from './worker-list.ts';

const createSchema = z.object({
  FriendlyName: name,
  ActivitySid: sid('WA').optional(),
  Attributes: attributes.default('{}'),
});
const updateSchema = z.object({
  FriendlyName: name.optional(),
  ActivitySid: sid('WA').optional(),
  Attributes: attributes.optional(),
  RejectPendingReservations: truth.default(false),
});

/** https://www.twilio.com/docs/taskrouter/api/worker */
export const workerRoutes: Route[] = [
  { method: 'GET', path: '/Workspaces/{WS}/Workers', handle: list },
  { method: 'POST', path: '/Workspaces/{WS}/Workers', handle: create },
  { method: 'GET', path: '/Workspaces/{WS}/Workers/{WK}', handle: fetch },
  { method: 'POST', path: '/Workspaces/{WS}/Workers/{WK}', handle: update },
  { method: 'DELETE', path: '/Workspaces/{WS}/Workers/{WK}', handle: remove },
];

function list(call: Call) {
  const space = spaceOf(call);
  return listAnswer(call, 'workers', workersMatching(space, call.query), (worker) => ({
    ...presentWorker(space, worker),
    ...(call.account.strict && { attributes: null }),
  }));
}

function create(call: Call) {
  const space = spaceOf(call);
  const form = readParameters(createSchema, call.form);
  checkName(space, form.FriendlyName);
  checkActivity(space, form.ActivitySid);
  const worker = createWorker(space, {
    friendlyName: form.FriendlyName,
    activitySid: form.ActivitySid ?? space.workspace.defaultActivitySid,
    attributes: form.Attributes,
  });
  return { status: 201, body: presentWorker(space, worker), etag: etagOf(worker.version) };
}

function fetch(call: Call) {
  const space = spaceOf(call);
  const worker = found(call, space.workers, 1);
  return { status: 200, body: presentWorker(space, worker), etag: etagOf(worker.version) };
}

function update(call: Call) {
  const space = spaceOf(call);
  const worker = found(call, space.workers, 1);
  const form = readParameters(updateSchema, call.form);
  checkVersion(call, worker.version);
  if (form.FriendlyName !== undefined) checkName(space, form.FriendlyName, worker.sid);
  checkActivity(space, form.ActivitySid);
  updateWorker(space, worker, {
    friendlyName: form.FriendlyName,
    activitySid: form.ActivitySid,
    attributes: form.Attributes,
    rejectPendingReservations: form.RejectPendingReservations,
  });
  return { status: 200, body: presentWorker(space, worker), etag: etagOf(worker.version) };
}

function remove(call: Call) {
  const space = spaceOf(call);
  const worker = found(call, space.workers, 1);
  checkVersion(call, worker.version);
  deleteWorker(space, worker);
  return noContent;
}

function checkName(space: Space, friendlyName: string, except?: string): void {
  for (const worker of space.workers.values())
    if (worker.sid !== except && worker.friendlyName.toLowerCase() === friendlyName.toLowerCase())
      throw invalid(`FriendlyName ${friendlyName} is taken by another worker of this workspace`);
}

function checkActivity(space: Space, activitySid: string | undefined): void {
  if (activitySid !== undefined && !space.activities.has(activitySid))
    throw invalid(`ActivitySid ${activitySid} does not exist`);
}
