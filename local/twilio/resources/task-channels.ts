import * as z from 'zod';
import { publishTaskChannel } from '../events.ts';
import { type Call, dateOf, noContent, type Route, spaceOf, urlOf } from '../http/call.ts';
import { listAnswer } from '../http/paging.ts';
import { name, readParameters, truth } from '../http/parameters.ts';
import { createTaskChannel } from '../lifecycle/create.ts';
import type { TaskChannel } from '../model.ts';
import { invalid, notFound } from '../problem.ts';
import type { Space } from '../space.ts';

const createSchema = z.object({ FriendlyName: name, UniqueName: name, ChannelOptimizedRouting: truth.default(false) });
const updateSchema = z.object({ FriendlyName: name.optional(), ChannelOptimizedRouting: truth.optional() });

/** https://www.twilio.com/docs/taskrouter/api/task-channel */
export const taskChannelRoutes: Route[] = [
  { method: 'GET', path: '/Workspaces/{WS}/TaskChannels', handle: list },
  { method: 'POST', path: '/Workspaces/{WS}/TaskChannels', handle: create },
  { method: 'GET', path: '/Workspaces/{WS}/TaskChannels/{*}', handle: fetch },
  { method: 'POST', path: '/Workspaces/{WS}/TaskChannels/{*}', handle: update },
  { method: 'DELETE', path: '/Workspaces/{WS}/TaskChannels/{*}', handle: remove },
];

/** The task channel of that SID or unique name. */
export const taskChannelNamed = (space: Space, name: string): TaskChannel | undefined =>
  space.taskChannels.get(name) ?? [...space.taskChannels.values()].find(({ uniqueName }) => uniqueName === name);

function list(call: Call) {
  const space = spaceOf(call);
  return listAnswer(call, 'channels', [...space.taskChannels.values()], (channel) => present(space, channel));
}

function create(call: Call) {
  const space = spaceOf(call);
  const form = readParameters(createSchema, call.form);
  if (taskChannelNamed(space, form.UniqueName)) throw invalid(`UniqueName ${form.UniqueName} is taken already`);
  const channel = createTaskChannel(space, {
    friendlyName: form.FriendlyName,
    uniqueName: form.UniqueName,
    channelOptimizedRouting: form.ChannelOptimizedRouting,
  });
  return { status: 201, body: present(space, channel) };
}

function fetch(call: Call) {
  const space = spaceOf(call);
  return { status: 200, body: present(space, channelIn(call, space)) };
}

function update(call: Call) {
  const space = spaceOf(call);
  const channel = channelIn(call, space);
  const form = readParameters(updateSchema, call.form);
  Object.assign(channel, {
    friendlyName: form.FriendlyName ?? channel.friendlyName,
    channelOptimizedRouting: form.ChannelOptimizedRouting ?? channel.channelOptimizedRouting,
    dateUpdated: space.clock.now(),
  });
  publishTaskChannel(space, 'task-channel.updated', channel);
  return { status: 200, body: present(space, channel) };
}

function remove(call: Call) {
  const space = spaceOf(call);
  const channel = channelIn(call, space);
  if (channel.uniqueName === 'default') throw invalid('Cannot delete the default task channel.');
  if ([...space.tasks.values()].some(({ taskChannelSid }) => taskChannelSid === channel.sid))
    throw invalid(`Cannot delete task channel ${channel.sid} because there are tasks on it.`);
  space.taskChannels.delete(channel.sid);
  for (const worker of space.workers.values())
    worker.channels = worker.channels.filter(({ taskChannelSid }) => taskChannelSid !== channel.sid);
  publishTaskChannel(space, 'task-channel.deleted', channel);
  return noContent;
}

function channelIn(call: Call, space: Space): TaskChannel {
  const channel = taskChannelNamed(space, call.sids[1] ?? '');
  if (!channel) throw notFound(call.path);
  return channel;
}

const present = (space: Space, channel: TaskChannel) => ({
  account_sid: space.accountSid,
  date_created: dateOf(channel.dateCreated),
  date_updated: dateOf(channel.dateUpdated),
  friendly_name: channel.friendlyName,
  sid: channel.sid,
  unique_name: channel.uniqueName,
  workspace_sid: space.workspace.sid,
  channel_optimized_routing: channel.channelOptimizedRouting,
  url: urlOf(space, `/TaskChannels/${channel.sid}`),
  links: { workspace: urlOf(space, '') },
});
