import { Permanent } from '../../lib/errors.ts';
import type { Thing } from '../../lib/tasks/applied.ts';
import type { TaskRouterConfig } from '../../lib/tasks/config.ts';
import { renamed } from '../../lib/tasks/present.ts';
import { wantedOf } from '../../lib/tasks/wanted.ts';
import type { Account } from '../../local/twilio/account.ts';
import type { Clock } from '../../local/twilio/clock.ts';
import { createFaults } from '../../local/twilio/faults.ts';
import { createFlexState } from '../../local/twilio/flex/model.ts';
import {
  createActivity,
  createTaskChannel,
  createTaskQueue,
  createWorker,
  createWorkflow,
} from '../../local/twilio/lifecycle/create.ts';
import { createWorkspace } from '../../local/twilio/lifecycle/create-workspace.ts';
import { tend } from '../../local/twilio/lifecycle/tend.ts';
import type { Reservation } from '../../local/twilio/model.ts';
import { createSearchIndex } from '../../local/twilio/search-index.ts';
import type { Space } from '../../local/twilio/space.ts';

/**
 * The stand-in's workspace as a configuration wants it, in this process: everybody is available, and `offered` is told each
 * reservation. SIDs are numbers in order, so that everything is the same each time.
 */
export function openCentre(config: TaskRouterConfig, clock: Clock, offered: (reservation: Reservation) => void): Space {
  const space = createWorkspace(accountOn(clock, offered), {
    friendlyName: config.workspace,
    eventCallbackUrl: '',
    eventsFilter: null,
    multiTaskEnabled: true,
    prioritizeQueueOrder: 'FIFO',
  });
  const activities = new Map([...space.activities.values()].map(({ friendlyName, sid }) => [friendlyName, sid]));
  for (const { name, available } of config.activities)
    if (!activities.has(name)) activities.set(name, createActivity(space, { friendlyName: name, available }).sid);
  space.workspace.timeoutActivitySid = activities.get(config.timeoutActivity) ?? space.workspace.timeoutActivitySid;
  const channels = new Set([...space.taskChannels.values()].map(({ uniqueName }) => uniqueName));
  for (const { name, title } of config.taskChannels)
    if (!channels.has(name))
      createTaskChannel(space, { uniqueName: name, friendlyName: title, channelOptimizedRouting: false });
  openQueues(space, config);
  const wanted = wantedOf(config, '');
  openWorkflows(space, config, wanted);
  const present = config.activities.find(({ available }) => available);
  if (!present) throw new Permanent('no activity of the configuration takes tasks');
  const attributes = new Map(wanted.map(({ kind, name, fields }) => [`${kind} ${name}`, fields.attributes]));
  for (const { name, capacity } of config.workers)
    employ(space, {
      friendlyName: name,
      activitySid: activities.get(present.name) ?? '',
      attributes: JSON.stringify(attributes.get(`worker ${name}`)),
      capacity,
    });
  return space;
}

function accountOn(clock: Clock, offered: (reservation: Reservation) => void): Account {
  const faults = createFaults();
  let born = 0;
  return {
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: '',
    strict: false,
    clock,
    faults,
    origin: () => '',
    newSid(prefix) {
      born += 1;
      return prefix + born.toString(16).padStart(32, '0');
    },
    lint: () => {},
    searchIndex: createSearchIndex(clock, faults),
    flex: createFlexState(() => {}),
    spaces: new Map(),
    onEvent: () => {},
    onReservation: (_, reservation) => offered(reservation),
    onDeadline: tend,
    onChange: () => {},
  };
}

function openQueues(space: Space, { queues }: TaskRouterConfig): void {
  for (const { name, workers, maxReservedWorkers } of queues)
    createTaskQueue(space, {
      friendlyName: name,
      targetWorkers: workers,
      maxReservedWorkers,
      taskOrder: 'FIFO',
      reservationActivitySid: null,
      assignmentActivitySid: null,
    });
}

/** As an apply makes them, with the SIDs of the queues. */
function openWorkflows(space: Space, { workflows }: TaskRouterConfig, wanted: readonly Thing[]): void {
  const sids = new Map([...space.taskQueues.values()].map(({ friendlyName, sid }) => [friendlyName, sid]));
  const timeouts = new Map(workflows.map(({ name, reservationTimeout }) => [name, reservationTimeout]));
  for (const { kind, name, fields } of wanted)
    if (kind === 'workflow')
      createWorkflow(space, {
        friendlyName: name,
        configurations: [JSON.stringify(renamed(fields.configuration ?? {}, sids))],
        assignmentCallbackUrl: null,
        fallbackAssignmentCallbackUrl: null,
        taskReservationTimeout: timeouts.get(name) ?? 120,
      });
}

type Employment = { friendlyName: string; activitySid: string; attributes: string; capacity: Record<string, number> };

function employ(space: Space, { capacity, ...worker }: Employment): void {
  for (const channel of createWorker(space, worker).channels)
    channel.configuredCapacity = capacity[space.taskChannels.get(channel.taskChannelSid)?.uniqueName ?? ''] ?? 0;
}
