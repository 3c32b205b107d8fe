import type { WorkspaceContext } from '../present.ts';
import { ask } from '../taskrouter.ts';
import type { TaskFacts, WorkerFacts } from './facts.ts';
import { attributesIn } from './places.ts';

/** All workers, and how busy those of the task's queue are who are available. */
export async function workersOf(workspace: WorkspaceContext, { queueSid, channel }: TaskFacts): Promise<WorkerFacts[]> {
  const [workers, ready] = await Promise.all([
    ask(() => workspace.workers.list({ pageSize: 100 })),
    queueSid === undefined
      ? []
      : ask(() => workspace.workers.list({ taskQueueSid: queueSid, available: 'true', pageSize: 100 })),
  ]);
  const loaded = new Set(channel === '' ? [] : ready.map(({ sid }) => sid));
  const found: WorkerFacts[] = [];
  for (let from = 0; from < workers.length; from += atOnce) {
    const some = workers.slice(from, from + atOnce);
    found.push(
      ...(await Promise.all(
        some.map((worker) => workerFacts(workspace, worker, loaded.has(worker.sid) ? channel : undefined)),
      )),
    );
  }
  return found;
}

/** Whose channels are asked for at once. */
const atOnce = 10;

type Worker = Awaited<ReturnType<ReturnType<WorkspaceContext['workers']>['fetch']>>;

async function workerFacts(
  workspace: WorkspaceContext,
  worker: Worker,
  channel: string | undefined,
): Promise<WorkerFacts> {
  const { sid, friendlyName: name, activitySid, activityName, available } = worker;
  const context = workspace.workers(sid);
  const [text, load] = await Promise.all([
    // Twilio's specification says that lists may leave attributes out.
    worker.attributes ?? ask(() => context.fetch()).then(({ attributes }) => attributes),
    channel === undefined ? undefined : ask(() => context.workerChannels(channel).fetch()),
  ]);
  return {
    sid,
    name,
    attributes: attributesIn(text),
    activity: { sid: activitySid, name: activityName },
    available,
    channel: load && { capacity: load.configuredCapacity, taken: takenOf(load), open: load.available },
  };
}

/** TaskRouter tells how much is free in percent; offers count as taken. */
const takenOf = (load: { configuredCapacity: number; availableCapacityPercentage: number }): number =>
  Math.round((load.configuredCapacity * (100 - load.availableCapacityPercentage)) / 100);
