import type { TaskRouterConfig } from './config.ts';
import { type Change, type Ensure, ensurer } from './ensure.ts';
import { eventTypes } from './events.ts';
import type { Workspace } from './provisioned.ts';
import { ask, type TaskRouter } from './taskrouter.ts';
import { ensureWorkers } from './workers.ts';
import { ensureWorkflows } from './workflows.ts';

/**
 * Makes the account's TaskRouter what the config says, or without `apply` only tells what that would change. What is there
 * and not in the config is left alone; a second apply changes nothing. `origin` is where the callbacks come in.
 */
export async function reconcile(
  taskRouter: TaskRouter,
  config: TaskRouterConfig,
  { origin, apply }: { origin: string; apply: boolean },
): Promise<{ changes: Change[]; workspace: Workspace }> {
  const changes: Change[] = [];
  const ensure = ensurer(apply, changes);
  const [found] = await ask(() => taskRouter.v1.workspaces.list({ friendlyName: config.workspace, limit: 1 }));
  const wanted = { eventCallbackUrl: `${origin}/taskrouter/events`, eventsFilter: eventTypes.join(',') };
  const sid = await ensure({
    kind: 'workspace',
    name: config.workspace,
    found,
    wanted,
    create: () => taskRouter.v1.workspaces.create({ friendlyName: config.workspace, ...wanted }),
    update: (existing) => taskRouter.v1.workspaces(existing).update(wanted),
  });
  const context = { workspace: taskRouter.v1.workspaces(sid), config, ensure, isThere: found !== undefined || apply };
  const activities = await ensureActivities(context, found?.timeoutActivitySid);
  await ensureTaskChannels(context);
  const queues = await ensureQueues(context);
  const workflows = await ensureWorkflows(context, queues, origin);
  await ensureWorkers(context, activities);
  return { changes, workspace: { sid, workflows } };
}

export type Provision = {
  workspace: ReturnType<TaskRouter['v1']['workspaces']>;
  config: TaskRouterConfig;
  ensure: Ensure;
  /** False while planning a workspace that does not exist: there is nothing to list in it. */
  isThere: boolean;
};

async function ensureActivities({ workspace, config, ensure, isThere }: Provision, timeoutActivitySid: unknown) {
  const present = isThere ? await ask(() => workspace.activities.list()) : [];
  const sids: Record<string, string> = {};
  for (const { name, available } of config.activities) {
    sids[name] = await ensure({
      kind: 'activity',
      name,
      found: present.find(({ friendlyName }) => friendlyName === name),
      wanted: {},
      create: () => workspace.activities.create({ friendlyName: name, available }),
    });
  }
  const wanted = { timeoutActivitySid: sids[config.timeoutActivity] };
  const found = { sid: config.workspace, timeoutActivitySid };
  const update = () => workspace.update(wanted);
  await ensure({ kind: 'timeout activity', name: config.timeoutActivity, found, wanted, create: update, update });
  return sids;
}

async function ensureTaskChannels({ workspace, config, ensure, isThere }: Provision): Promise<void> {
  const present = isThere ? await ask(() => workspace.taskChannels.list()) : [];
  for (const { name, title } of config.taskChannels) {
    await ensure({
      kind: 'task channel',
      name,
      found: present.find(({ uniqueName }) => uniqueName === name),
      wanted: {},
      create: () => workspace.taskChannels.create({ friendlyName: title, uniqueName: name }),
    });
  }
}

async function ensureQueues({ workspace, config, ensure, isThere }: Provision): Promise<Record<string, string>> {
  const present = isThere ? await ask(() => workspace.taskQueues.list()) : [];
  const sids: Record<string, string> = {};
  for (const { name, workers, maxReservedWorkers } of config.queues) {
    const wanted = { targetWorkers: workers, maxReservedWorkers };
    sids[name] = await ensure({
      kind: 'queue',
      name,
      found: present.find(({ friendlyName }) => friendlyName === name),
      wanted,
      create: () => workspace.taskQueues.create({ friendlyName: name, ...wanted }),
      update: (sid) => workspace.taskQueues(sid).update(wanted),
    });
  }
  return sids;
}
