import { Permanent, reasonOf } from '../errors.ts';
import type { Applied, AppliedThing, Kind, Present, Thing } from './applied.ts';
import { carryOut, type Site, whyNot } from './carry-out.ts';
import type { TaskRouterConfig } from './config.ts';
import { type Change, predefinedChannels, type Step, stepsTo } from './difference.ts';
import { presentIn } from './present.ts';
import type { Workspace } from './provisioned.ts';
import { Refused, type TaskRouter } from './taskrouter.ts';
import { wantedOf } from './wanted.ts';

export type Reconciling = {
  /** Where TaskRouter's callbacks come in. */
  origin: string;
  /** False only tells what would change. */
  apply: boolean;
  /** What the last apply left. */
  applied?: Applied | undefined;
  /** Deletes what is in the workspace and not in the config, whoever made it. */
  prune?: boolean;
  /** Keeps what this apply left, also where it broke off. */
  remember?(applied: Applied): Promise<void>;
};

export type Reconciled = {
  changes: Change[];
  /** How many things are as they should be. */
  unchanged: number;
  /** What TaskRouter did not let us delete, and why; the next apply tries again. */
  kept: (Pick<Change, 'kind' | 'name'> & { reason: string })[];
  workspace: Workspace;
};

/**
 * Makes the account's TaskRouter what the config says, or without `apply` only tells what that would change. A second apply
 * changes nothing. Only what an earlier apply made is deleted. Throws Permanent where TaskRouter refuses a change.
 */
export async function reconcile(
  taskRouter: TaskRouter,
  config: TaskRouterConfig,
  { origin, apply, applied, prune = false, remember = async () => {} }: Reconciling,
): Promise<Reconciled> {
  const known = applied?.things.find(({ kind }) => kind === 'workspace')?.sid;
  const wanted = wantedOf(config, origin);
  const there = await presentIn(taskRouter, { name: config.workspace, sid: known });
  const born = there || !apply ? [] : stepsTo(wanted.slice(0, 1), [], { applied: undefined, prune: false });
  const made = await Promise.all(born.map((step) => carryOut(emptySite(taskRouter), step)));
  const found = there ?? (apply ? await presentIn(taskRouter, { name: config.workspace }) : undefined);
  const steps = stepsTo(wanted, found?.things ?? bornWith, { applied, prune });
  const blocked = apply ? steps.flatMap((step) => whyNot(step) ?? []) : [];
  if (blocked.length > 0) throw new Permanent(`nothing was changed: ${blocked.join('; ')}`);
  const site = siteOf(taskRouter, found, steps);
  const past = { applied, wanted, origin, made: new Set([...madeBefore(applied), ...made]) };
  const kept = apply ? await take(site, steps, remember, past) : [];
  const sids = config.workflows.map(({ name }) => [name, site.sids.get('workflow')?.get(name) ?? name]);
  return {
    changes: [...born, ...steps].map(({ action, kind, name, differences }) => ({ action, kind, name, differences })),
    unchanged: wanted.length - born.length - steps.filter(({ wanted: thing }) => thing !== undefined).length,
    kept,
    workspace: { sid: site.workspaceSid ?? config.workspace, workflows: Object.fromEntries(sids) },
  };
}

/** What a workspace that is not there yet will have from its first moment. */
const bornWith: Present[] = [
  ...['Offline', 'Unavailable', 'Available'].map(
    (name): Present => ({ kind: 'activity', name, sid: name, fields: { available: name === 'Available' } }),
  ),
  { kind: 'timeout activity', name: 'timeout activity', sid: 'Offline', fields: { activity: 'Offline' } },
  ...predefinedChannels.map((name): Present => ({ kind: 'task channel', name, sid: name, fields: {} })),
];

const madeBefore = (applied: Applied | undefined): string[] =>
  applied?.things.flatMap(({ made, sid }) => (made ? [sid] : [])) ?? [];

const emptySite = (taskRouter: TaskRouter): Site => ({ taskRouter, workspaceSid: undefined, sids: new Map() });

/** What is there, under the names that it will have. */
function siteOf(taskRouter: TaskRouter, found: Awaited<ReturnType<typeof presentIn>>, steps: readonly Step[]): Site {
  const site = { ...emptySite(taskRouter), workspaceSid: found?.sid };
  for (const { kind, name, sid } of found?.things ?? []) note(site, kind, name, sid);
  for (const { wanted, present } of steps) if (wanted && present) note(site, wanted.kind, wanted.name, present.sid);
  return site;
}

type Past = { applied: Applied | undefined; wanted: Thing[]; origin: string; made: Set<string> };

async function take(
  site: Site,
  steps: readonly Step[],
  remember: (applied: Applied) => Promise<void>,
  past: Past,
): Promise<Reconciled['kept']> {
  const pending = new Set<Step>(steps);
  const kept: Reconciled['kept'] = [];
  try {
    for (const step of steps) {
      try {
        const sid = await carryOut(site, step);
        if (step.action === 'create') past.made.add(sid);
        if (step.wanted) note(site, step.kind, step.name, sid);
        pending.delete(step);
      } catch (error) {
        if (step.action !== 'delete' || !(error instanceof Refused)) throw error;
        kept.push({ kind: step.kind, name: step.name, reason: reasonOf(error) });
      }
    }
  } finally {
    await remember({ origin: past.origin, things: thingsLeft(site, pending, past) });
  }
  return kept;
}

/** Wanted things that are as they should be now; and as they were before, those that are not and those not yet deleted. */
function thingsLeft({ sids }: Site, pending: ReadonlySet<Step>, { applied, wanted, made }: Past): AppliedThing[] {
  const undone = new Set([...pending].map(({ wanted: thing }) => thing));
  const done = wanted.flatMap((thing) => {
    const { kind, name, fields } = thing;
    const sid = sids.get(kind)?.get(name);
    return sid === undefined || undone.has(thing) ? [] : [{ kind, name, sid, fields, made: made.has(sid) }];
  });
  const waiting = new Set([...pending].flatMap(({ present }) => present?.sid ?? []));
  const before = applied?.things.filter(({ sid, kind }) => waiting.has(sid) && kind !== 'timeout activity') ?? [];
  return [...done, ...before];
}

function note({ sids }: Site, kind: Kind, name: string, sid: string): void {
  sids.set(kind, (sids.get(kind) ?? new Map<string, string>()).set(name, sid));
}
