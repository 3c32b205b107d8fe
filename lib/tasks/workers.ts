import * as z from 'zod';
import type { Thing } from './applied.ts';
import type { WorkspaceContext } from './present.ts';
import { ask, ifMatch, ifRefused } from './taskrouter.ts';

const attributesSchema = z.record(z.string(), z.unknown());
const fieldsSchema = z.object({ attributes: attributesSchema, capacity: z.record(z.string(), z.number()) });

/** A new worker, in an activity that is from then on the worker's own. */
export async function createWorker(workspace: WorkspaceContext, thing: Thing, activitySid: string): Promise<string> {
  const { attributes, capacity } = fieldsSchema.parse(thing.fields);
  const wanted = { friendlyName: thing.name, activitySid, attributes: JSON.stringify(attributes) };
  const { sid } = await ask(() => workspace.workers.create(wanted));
  await setCapacities(workspace, sid, Object.entries(capacity));
  return sid;
}

/** Brings those attributes and capacities of a worker up to date whose path is in `ours`; what else is there stays. */
export async function updateWorker(
  workspace: WorkspaceContext,
  { name, fields }: Thing,
  sid: string,
  ours: ReadonlySet<string>,
): Promise<string> {
  const wanted = fieldsSchema.parse(fields);
  const names = new Set(
    [...ours].flatMap((path) => {
      const [field, attribute] = path.split('.');
      return field === 'attributes' && attribute !== undefined ? [attribute] : [];
    }),
  );
  if (names.size > 0 || ours.has('name'))
    await changeWorker(workspace, sid, { name, names, wanted: wanted.attributes });
  const capacities = Object.entries(wanted.capacity).filter(([channel]) => ours.has(`capacity.${channel}`));
  await setCapacities(workspace, sid, capacities);
  return sid;
}

/** Attributes are replaced as a whole, so what somebody else changes at the same moment is read again. */
async function changeWorker(
  workspace: WorkspaceContext,
  sid: string,
  { name, names, wanted }: { name: string; names: ReadonlySet<string>; wanted: Record<string, unknown> },
): Promise<void> {
  for (;;) {
    const worker = await ask(() => workspace.workers(sid).fetchWithHttpInfo());
    const there = Object.entries(attributesSchema.parse(JSON.parse(worker.body.attributes)));
    const kept = Object.fromEntries(there.filter(([attribute]) => !names.has(attribute)));
    const changed = await ask(() =>
      workspace.workers(sid).update({
        friendlyName: name,
        attributes: JSON.stringify({ ...kept, ...wanted }),
        ...ifMatch(worker.headers),
      }),
    ).catch(ifRefused(412));
    if (changed) return;
  }
}

async function setCapacities(workspace: WorkspaceContext, sid: string, capacities: [string, number][]): Promise<void> {
  for (const [channel, capacity] of capacities)
    await ask(() => workspace.workers(sid).workerChannels(channel).update({ capacity }));
}
