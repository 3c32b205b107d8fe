import { Permanent } from './errors.ts';
import { checkFlow } from './flow/check.ts';
import { readFlow } from './flow/flow.ts';
import { readApplied, saveApplied } from './store/applied.ts';
import { publishFlow, routeTo } from './store/flows.ts';
import type { Table } from './store/table.ts';
import { saveWorkspace } from './store/workspace.ts';
import { readTaskRouterConfig } from './tasks/config.ts';
import type { Change } from './tasks/difference.ts';
import type { TaskRouter } from './tasks/taskrouter.ts';
import { reconcile } from './tasks/workspace.ts';

export type Publication = {
  accounts: readonly { channel: string; account: string; flow: string }[];
  /** SIDs that flows mention and what they mean here. */
  names: {
    flows: Record<string, string>;
    workflows: Record<string, string>;
    taskChannels: Record<string, string>;
    bots: Record<string, unknown>;
  };
  /** Flow definitions by name. */
  flows: Record<string, unknown>;
  taskRouter: unknown;
};

/**
 * Makes a deployment what its configuration says: flows checked and published, accounts routed to them, TaskRouter brought
 * up to date. Throws Permanent with every fault of every flow before anything is changed. Safe to run again.
 */
export async function publish(
  publication: Publication,
  { table, taskRouter, origin, now }: { table: Table; taskRouter: TaskRouter | undefined; origin: string; now: number },
): Promise<{ revisions: Record<string, number>; changes: Change[] }> {
  refuseFaults(publication);
  const config = readTaskRouterConfig(publication.taskRouter);
  const revisions: Record<string, number> = {};
  for (const name of Object.keys(publication.flows)) {
    revisions[name] = await publishFlow(table, bundle(publication, name), now);
  }
  for (const { channel, account, flow } of publication.accounts) await routeTo(table, channel, account, flow);
  if (!taskRouter) return { revisions, changes: [] };
  const { changes, workspace } = await reconcile(taskRouter, config, {
    origin,
    apply: true,
    applied: await readApplied(table),
    remember: (applied) => saveApplied(table, applied),
  });
  await saveWorkspace(table, workspace);
  return { revisions, changes };
}

function refuseFaults({ flows, names, accounts }: Publication): void {
  const known = {
    flows: Object.keys(names.flows),
    workflows: Object.keys(names.workflows),
    taskChannels: Object.keys(names.taskChannels),
    bots: Object.keys(names.bots),
  };
  const faults = [
    ...Object.entries(flows).flatMap(([name, flow]) =>
      checkFlow(flow, known).map(({ path, message }) => `config/flows/${name}.json ${path}: ${message}`),
    ),
    ...accounts
      .filter(({ flow }) => !(flow in flows))
      .map(
        ({ channel, account, flow }) =>
          `config/deployment.ts: ${channel}/${account} names the flow "${flow}", and there is no config/flows/${flow}.json`,
      ),
    ...Object.entries(names.flows)
      .filter(([, flow]) => !(flow in flows))
      .map(
        ([sid, flow]) =>
          `config/deployment.ts: ${sid} stands for the flow "${flow}", and there is no config/flows/${flow}.json`,
      ),
  ];
  if (faults.length > 0) throw new Permanent(`nothing was published:\n${faults.join('\n')}`);
}

/** A flow with the subflows it runs, so that one revision is whole. */
function bundle({ flows, names }: Publication, name: string) {
  const definition = readFlow(flows[name]);
  const sids = definition.states.flatMap(({ type, properties }) =>
    type === 'run-subflow' && typeof properties.flow_sid === 'string' ? [properties.flow_sid] : [],
  );
  const subflows = sids.map((sid) => {
    const subflow = names.flows[sid] ?? sid;
    return [sid, { name: subflow, revision: 0, definition: readFlow(flows[subflow]) }] as const;
  });
  const sid = Object.entries(names.flows).find(([, flow]) => flow === name)?.[0] ?? name;
  return { name, sid, definition, subflows: Object.fromEntries(subflows) };
}
