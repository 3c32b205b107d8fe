import * as z from 'zod';
import type { Present } from './applied.ts';
import { ask, Refused, type TaskRouter } from './taskrouter.ts';

export type WorkspaceContext = ReturnType<TaskRouter['v1']['workspaces']>;
export type Found = { sid: string; things: Present[] };

/**
 * Everything in a workspace, with names in place of SIDs. It is found by its name, or where somebody has renamed it by the
 * SID it had; undefined where it is not there.
 */
export async function presentIn(
  taskRouter: TaskRouter,
  { name, sid }: { name: string; sid?: string | undefined },
): Promise<Found | undefined> {
  const [named] = await ask(() => taskRouter.v1.workspaces.list({ friendlyName: name, limit: 1 }));
  const found = named ?? (sid === undefined ? undefined : await fetched(taskRouter.v1.workspaces(sid)));
  if (!found) return undefined;
  const workspace = taskRouter.v1.workspaces(found.sid);
  const { eventCallbackUrl, eventsFilter, timeoutActivityName, friendlyName } = found;
  const [activities, channels, queues, workflows, workers] = await Promise.all([
    ask(() => workspace.activities.list()),
    ask(() => workspace.taskChannels.list()),
    ask(() => workspace.taskQueues.list()),
    ask(() => workspace.workflows.list()),
    presentWorkers(workspace),
  ]);
  const names = new Map(queues.map((queue) => [queue.sid, queue.friendlyName]));
  const things: Present[] = [
    { kind: 'workspace', name: friendlyName, sid: found.sid, fields: { eventCallbackUrl, eventsFilter } },
    ...activities.map(
      ({ friendlyName: own, sid: at, available }): Present => ({
        kind: 'activity',
        name: own,
        sid: at,
        fields: { available },
      }),
    ),
    {
      kind: 'timeout activity',
      name: 'timeout activity',
      sid: found.sid,
      fields: { activity: timeoutActivityName },
    },
    ...channels.map(
      ({ uniqueName, sid: at }): Present => ({ kind: 'task channel', name: uniqueName, sid: at, fields: {} }),
    ),
    ...queues.map(
      ({ friendlyName: own, sid: at, targetWorkers, maxReservedWorkers }): Present => ({
        kind: 'queue',
        name: own,
        sid: at,
        fields: { targetWorkers, maxReservedWorkers },
      }),
    ),
    ...workflows.map(
      ({ friendlyName: own, sid: at, configuration, taskReservationTimeout, assignmentCallbackUrl }): Present => ({
        kind: 'workflow',
        name: own,
        sid: at,
        fields: {
          configuration: renamed(jsonSchema.parse(JSON.parse(configuration)), names),
          taskReservationTimeout,
          assignmentCallbackUrl,
        },
      }),
    ),
    ...workers,
  ];
  return { sid: found.sid, things };
}

const jsonSchema = z.json();
type Json = z.infer<typeof jsonSchema>;

/** A workflow's configuration with every `queue` told by another name: SIDs by names, or names by SIDs. */
export function renamed(json: Json, names: ReadonlyMap<string, string>): Json {
  if (Array.isArray(json)) return json.map((item) => renamed(item, names));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key,
      key === 'queue' && typeof value === 'string' ? (names.get(value) ?? value) : renamed(value, names),
    ]),
  );
}

/** Who is asked for at once for their task channels, as that is a call for each. */
const atOnce = 10;

async function presentWorkers(workspace: WorkspaceContext): Promise<Present[]> {
  const workers = await ask(() => workspace.workers.list());
  const things: Present[] = [];
  for (let from = 0; from < workers.length; from += atOnce) {
    const some = workers.slice(from, from + atOnce);
    things.push(...(await Promise.all(some.map((worker) => presentWorker(workspace, worker)))));
  }
  return things;
}

async function presentWorker(
  workspace: WorkspaceContext,
  { sid, friendlyName, attributes }: { sid: string; friendlyName: string; attributes: string | null },
): Promise<Present> {
  const context = workspace.workers(sid);
  const [channels, text] = await Promise.all([
    ask(() => context.workerChannels.list()),
    // Twilio's specification says that lists may leave attributes out.
    attributes ?? ask(() => context.fetch()).then((worker) => worker.attributes),
  ]);
  const capacity = Object.fromEntries(
    channels.map(({ taskChannelUniqueName, configuredCapacity }) => [taskChannelUniqueName, configuredCapacity]),
  );
  return {
    kind: 'worker',
    name: friendlyName,
    sid,
    fields: { attributes: jsonSchema.parse(JSON.parse(text)), capacity },
  };
}

async function fetched(workspace: WorkspaceContext) {
  try {
    return await ask(() => workspace.fetch());
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  }
}
