import type { TaskRouterConfig } from './config.ts';
import { ask } from './taskrouter.ts';
import type { Provision } from './workspace.ts';

type Workflow = TaskRouterConfig['workflows'][number];

/** Brings every workflow up to date and gives their SIDs by name; `queues` holds those of the queues. */
export async function ensureWorkflows(
  { workspace, config, ensure, isThere }: Provision,
  queues: Record<string, string>,
  origin: string,
): Promise<Record<string, string>> {
  const present = isThere ? await ask(() => workspace.workflows.list()) : [];
  const sids: Record<string, string> = {};
  for (const workflow of config.workflows) {
    const wanted = {
      configuration: JSON.stringify(configurationOf(workflow, queues)),
      taskReservationTimeout: workflow.reservationTimeout,
      assignmentCallbackUrl: `${origin}/taskrouter/assignment`,
    };
    sids[workflow.name] = await ensure({
      kind: 'workflow',
      name: workflow.name,
      found: present.find(({ friendlyName }) => friendlyName === workflow.name),
      wanted,
      create: () => workspace.workflows.create({ friendlyName: workflow.name, ...wanted }),
      update: (sid) => workspace.workflows(sid).update(wanted),
    });
  }
  return sids;
}

/** The workflow as TaskRouter's own document. https://www.twilio.com/docs/taskrouter/workflow-configuration */
const configurationOf = (workflow: Workflow, queues: Record<string, string>) => ({
  task_routing: {
    filters: workflow.filters.map(({ name, expression, targets }) => ({
      filter_friendly_name: name,
      expression,
      targets: targets.map((target) => targetOf(target, queues)),
    })),
    ...(workflow.default && { default_filter: targetOf(workflow.default, queues) }),
  },
});

const targetOf = (
  { queue, expression, priority, timeout, orderBy, skipIf }: Workflow['filters'][number]['targets'][number],
  queues: Record<string, string>,
) => ({
  queue: queues[queue],
  ...(expression !== undefined && { expression }),
  ...(priority !== undefined && { priority }),
  ...(timeout !== undefined && { timeout }),
  ...(orderBy !== undefined && { order_by: orderBy }),
  ...(skipIf !== undefined && { skip_if: skipIf }),
});
