import * as z from 'zod';
import { workerChannelData } from '../event-data.ts';
import { publishWorker } from '../events.ts';
import { type Call, dateOf, found, type Route, spaceOf, urlOf } from '../http/call.ts';
import { listAnswer } from '../http/paging.ts';
import { readParameters, truth, wholeNumber } from '../http/parameters.ts';
import type { Worker, WorkerChannel } from '../model.ts';
import { notFound } from '../problem.ts';
import { loadOf } from '../routing/capacity.ts';
import type { Space } from '../space.ts';

const updateSchema = z.object({ Capacity: wholeNumber(0, 50).optional(), Available: truth.optional() });

/** https://www.twilio.com/docs/taskrouter/api/worker-channel */
export const workerChannelRoutes: Route[] = [
  { method: 'GET', path: '/Workspaces/{WS}/Workers/{WK}/Channels', handle: list },
  { method: 'GET', path: '/Workspaces/{WS}/Workers/{WK}/Channels/{*}', handle: fetch },
  { method: 'POST', path: '/Workspaces/{WS}/Workers/{WK}/Channels/{*}', handle: update },
];

function list(call: Call) {
  const space = spaceOf(call);
  const worker = found(call, space.workers, 1);
  return listAnswer(call, 'channels', worker.channels, (channel) => present(space, worker, channel));
}

function fetch(call: Call) {
  const space = spaceOf(call);
  const worker = found(call, space.workers, 1);
  return { status: 200, body: present(space, worker, channelIn(call, space, worker)) };
}

function update(call: Call) {
  const space = spaceOf(call);
  const worker = found(call, space.workers, 1);
  const channel = channelIn(call, space, worker);
  const { Capacity, Available } = readParameters(updateSchema, call.form);
  const previous = { ...channel };
  Object.assign(channel, {
    configuredCapacity: Capacity ?? channel.configuredCapacity,
    available: Available ?? channel.available,
    dateUpdated: space.clock.now(),
  });
  const data = workerChannelData(space, worker, channel, previous.configuredCapacity);
  if (channel.configuredCapacity !== previous.configuredCapacity)
    publishWorker(space, 'worker.capacity.update', worker, data);
  if (channel.available !== previous.available)
    publishWorker(space, 'worker.channel.availability.update', worker, data);
  space.unsettled.workers.add(worker);
  return { status: 200, body: present(space, worker, channel) };
}

function channelIn(call: Call, space: Space, worker: Worker): WorkerChannel {
  const key = call.sids[2];
  const channel = worker.channels.find(
    ({ sid, taskChannelSid }) => sid === key || space.taskChannels.get(taskChannelSid)?.uniqueName === key,
  );
  if (!channel) throw notFound(call.path);
  return channel;
}

function present(space: Space, worker: Worker, channel: WorkerChannel) {
  const load = loadOf(space, worker, channel.taskChannelSid);
  const free = Math.max(channel.configuredCapacity - load, 0);
  return {
    account_sid: space.accountSid,
    assigned_tasks: load,
    available: channel.available,
    available_capacity_percentage: free === 0 ? 0 : Math.round((free / channel.configuredCapacity) * 100),
    configured_capacity: channel.configuredCapacity,
    date_created: dateOf(channel.dateCreated),
    date_updated: dateOf(channel.dateUpdated),
    sid: channel.sid,
    task_channel_sid: channel.taskChannelSid,
    task_channel_unique_name: space.taskChannels.get(channel.taskChannelSid)?.uniqueName ?? null,
    worker_sid: worker.sid,
    workspace_sid: space.workspace.sid,
    url: urlOf(space, `/Workers/${worker.sid}/Channels/${channel.sid}`),
  };
}
