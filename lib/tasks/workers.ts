import * as z from 'zod';
import type { TaskRouterConfig } from './config.ts';
import { ask } from './taskrouter.ts';
import type { Provision } from './workspace.ts';

type Worker = TaskRouterConfig['workers'][number];

/** Brings every worker's skills and capacities up to date; presence is the worker's own and set only at the beginning. */
export async function ensureWorkers(provision: Provision, activities: Record<string, string>): Promise<void> {
  const { workspace, config, isThere } = provision;
  const present = isThere ? await ask(() => workspace.workers.list()) : [];
  for (const worker of config.workers) {
    const found = present.find(({ friendlyName }) => friendlyName.toLowerCase() === worker.name.toLowerCase());
    const sid = await ensureWorker(provision, worker, found, activities[worker.activity]);
    await ensureCapacities(provision, worker, sid);
  }
}

function ensureWorker(
  { workspace, ensure }: Provision,
  { name, attributes }: Worker,
  found: { sid: string; attributes: string } | undefined,
  activitySid: string | undefined,
): Promise<string> {
  const kept = z.record(z.string(), z.unknown()).parse(JSON.parse(found?.attributes ?? '{}'));
  const wanted = { attributes: JSON.stringify({ ...kept, ...attributes }) };
  return ensure({
    kind: 'worker',
    name,
    found,
    wanted,
    create: () => workspace.workers.create({ friendlyName: name, activitySid, ...wanted }),
    update: (sid) => workspace.workers(sid).update(wanted),
  });
}

async function ensureCapacities(
  { workspace, config, ensure }: Provision,
  worker: Worker,
  workerSid: string,
): Promise<void> {
  const made = workerSid.startsWith('WK');
  const present = made ? await ask(() => workspace.workers(workerSid).workerChannels.list()) : [];
  for (const { name } of config.taskChannels) {
    const wanted = { capacity: worker.capacity[name] ?? 0 };
    const channel = present.find(({ taskChannelUniqueName }) => taskChannelUniqueName === name);
    const found = { sid: name, capacity: channel?.configuredCapacity };
    const update = () => workspace.workers(workerSid).workerChannels(name).update(wanted);
    await ensure({ kind: 'capacity', name: `${worker.name} ${name}`, found, wanted, create: update, update });
  }
}
