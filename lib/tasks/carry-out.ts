import * as z from 'zod';
import { Permanent } from '../errors.ts';
import type { Kind, Thing } from './applied.ts';
import type { Step } from './difference.ts';
import { renamed, type WorkspaceContext } from './present.ts';
import { ask, type TaskRouter } from './taskrouter.ts';
import { createWorker, updateWorker } from './workers.ts';

/** What carrying out changes needs: the workspace, once it is there, and the SIDs of all that is in it by kind and name. */
export type Site = { taskRouter: TaskRouter; workspaceSid: string | undefined; sids: Map<Kind, Map<string, string>> };

/** Does one change and gives the SID of what it is about. Throws Permanent with TaskRouter's reason where it refuses. */
export async function carryOut(site: Site, { action, wanted, present, differences }: Step): Promise<string> {
  if (action === 'delete' && present) {
    await ask(() => removers[present.kind](contextOf(site), present.sid));
    return present.sid;
  }
  if (!wanted) throw new Permanent('there is nothing to make');
  const sid = present?.sid;
  const ours = new Set(differences.map(({ path }) => path));
  return makers[wanted.kind](site, wanted, sid, ours);
}

/** Why a change cannot be done at all; undefined where it can. */
export const whyNot = ({ kind, name, differences }: Step): string | undefined =>
  kind === 'activity' && differences.some(({ path, was }) => path === 'available' && was !== undefined)
    ? `TaskRouter cannot change whether workers take tasks in the activity "${name}": give it another name`
    : undefined;

/** Makes the thing, or with a `sid` makes it what is wanted; `ours` are the paths that differ. */
type Maker = (site: Site, thing: Thing, sid: string | undefined, ours: ReadonlySet<string>) => Promise<string>;

const queueSchema = z.object({ targetWorkers: z.string(), maxReservedWorkers: z.number() });
const workflowSchema = z.object({
  configuration: z.json(),
  taskReservationTimeout: z.number(),
  assignmentCallbackUrl: z.string(),
});
const workspaceSchema = z.object({ eventCallbackUrl: z.string(), eventsFilter: z.string() });

const makers: Record<Kind, Maker> = {
  async workspace({ taskRouter: { v1 } }, { name, fields }, sid) {
    const wanted = { friendlyName: name, ...workspaceSchema.parse(fields) };
    return (await ask(() => (sid ? v1.workspaces(sid).update(wanted) : v1.workspaces.create(wanted)))).sid;
  },

  async activity(site, { name, fields }, sid) {
    const { activities } = contextOf(site);
    const { available } = z.object({ available: z.boolean() }).parse(fields);
    const friendlyName = name;
    const made = () =>
      sid ? contextOf(site).activities(sid).update({ friendlyName }) : activities.create({ friendlyName, available });
    return (await ask(made)).sid;
  },

  async 'timeout activity'(site, { fields }) {
    const timeoutActivitySid = sidOf(site, 'activity', z.object({ activity: z.string() }).parse(fields).activity);
    return (await ask(() => contextOf(site).update({ timeoutActivitySid }))).sid;
  },

  async 'task channel'(site, { name, once }, sid) {
    if (sid) throw new Permanent(`a task channel's name cannot be changed: there is nothing to do for "${name}"`);
    const wanted = { friendlyName: once?.title ?? name, uniqueName: name };
    return (await ask(() => contextOf(site).taskChannels.create(wanted))).sid;
  },

  async queue(site, { name, fields }, sid) {
    const { taskQueues } = contextOf(site);
    const wanted = { friendlyName: name, ...queueSchema.parse(fields) };
    return (await ask(() => (sid ? contextOf(site).taskQueues(sid).update(wanted) : taskQueues.create(wanted)))).sid;
  },

  async workflow(site, { name, fields }, sid) {
    const { workflows } = contextOf(site);
    const { configuration, ...rest } = workflowSchema.parse(fields);
    const queues = site.sids.get('queue') ?? new Map();
    const wanted = { friendlyName: name, ...rest, configuration: JSON.stringify(renamed(configuration, queues)) };
    return (await ask(() => (sid ? contextOf(site).workflows(sid).update(wanted) : workflows.create(wanted)))).sid;
  },

  worker(site, thing, sid, ours) {
    const workspace = contextOf(site);
    if (sid) return updateWorker(workspace, thing, sid, ours);
    return createWorker(workspace, thing, sidOf(site, 'activity', thing.once?.activity ?? ''));
  },
};

const removers: Record<Kind, (workspace: WorkspaceContext, sid: string) => Promise<unknown>> = {
  workspace: refuse,
  activity: (workspace, sid) => workspace.activities(sid).remove(),
  'timeout activity': refuse,
  'task channel': (workspace, sid) => workspace.taskChannels(sid).remove(),
  queue: (workspace, sid) => workspace.taskQueues(sid).remove(),
  workflow: (workspace, sid) => workspace.workflows(sid).remove(),
  worker: (workspace, sid) => workspace.workers(sid).remove(),
};

async function refuse(): Promise<never> {
  throw new Permanent('a workspace is not deleted by us');
}

function contextOf({ taskRouter, workspaceSid }: Site): WorkspaceContext {
  if (workspaceSid === undefined) throw new Permanent('there is no workspace yet');
  return taskRouter.v1.workspaces(workspaceSid);
}

function sidOf({ sids }: Site, kind: Kind, name: string): string {
  const sid = sids.get(kind)?.get(name);
  if (sid === undefined) throw new Permanent(`there is no ${kind} "${name}"`);
  return sid;
}
