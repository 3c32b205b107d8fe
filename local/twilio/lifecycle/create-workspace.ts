import type { Account } from '../account.ts';
import { publishWorkspace } from '../events.ts';
import type { Workspace } from '../model.ts';
import { createSpace, type Space } from '../space.ts';
import { createActivity, createTaskChannel, createTaskQueue, createWorkflow } from './create.ts';

type Properties = Pick<
  Workspace,
  'friendlyName' | 'eventCallbackUrl' | 'eventsFilter' | 'multiTaskEnabled' | 'prioritizeQueueOrder'
>;

/** A new workspace with the activities and task channels that Twilio puts into one; FIFO adds a queue and a workflow. */
export function createWorkspace(
  account: Account,
  properties: Properties,
  { template = 'NONE', sid = account.newSid('WS') }: { template?: 'NONE' | 'FIFO'; sid?: string } = {},
): Space {
  const now = account.clock.now();
  const space = createSpace(account, {
    sid,
    dateCreated: now,
    dateUpdated: now,
    ...properties,
    defaultActivitySid: '',
    timeoutActivitySid: '',
  });
  account.spaces.set(sid, space);
  publishWorkspace(space, 'workspace.created');
  const offline = createActivity(space, { friendlyName: 'Offline', available: false });
  space.workspace.defaultActivitySid = offline.sid;
  space.workspace.timeoutActivitySid = offline.sid;
  createActivity(space, { friendlyName: 'Unavailable', available: false });
  createActivity(space, { friendlyName: 'Available', available: true });
  for (const [uniqueName, friendlyName] of Object.entries(predefinedChannels))
    createTaskChannel(space, { friendlyName, uniqueName, channelOptimizedRouting: false });
  if (template === 'FIFO') addSample(space);
  return space;
}

const predefinedChannels = {
  default: 'Default',
  voice: 'Voice',
  chat: 'Programmable Chat',
  sms: 'SMS',
  video: 'Video',
};

function addSample(space: Space): void {
  const queue = createTaskQueue(space, {
    friendlyName: 'Sample Queue',
    targetWorkers: '1==1',
    maxReservedWorkers: 1,
    taskOrder: 'FIFO',
    reservationActivitySid: null,
    assignmentActivitySid: null,
  });
  createWorkflow(space, {
    friendlyName: 'Default Fifo Workflow',
    configurations: [JSON.stringify({ task_routing: { filters: [], default_filter: { queue: queue.sid } } })],
    assignmentCallbackUrl: null,
    fallbackAssignmentCallbackUrl: null,
    taskReservationTimeout: 120,
  });
}
