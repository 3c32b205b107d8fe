import type { Thing } from './applied.ts';
import { conditionOf } from './conditions.ts';
import type { Target, TaskRouterConfig } from './config.ts';
import { eventTypes } from './events.ts';

/** All that config/taskrouter.json wants, in the order in which it is made. `origin` is where TaskRouter's callbacks come in. */
export const wantedOf = (config: TaskRouterConfig, origin: string): Thing[] => [
  {
    kind: 'workspace',
    name: config.workspace,
    fields: { eventCallbackUrl: `${origin}/taskrouter/events`, eventsFilter: eventTypes.join(',') },
  },
  ...config.activities.map(({ name, available }): Thing => ({ kind: 'activity', name, fields: { available } })),
  { kind: 'timeout activity', name: 'timeout activity', fields: { activity: config.timeoutActivity } },
  ...config.taskChannels.map(({ name, title }): Thing => ({ kind: 'task channel', name, fields: {}, once: { title } })),
  ...config.queues.map(
    ({ name, workers, maxReservedWorkers }): Thing => ({
      kind: 'queue',
      name,
      fields: { targetWorkers: workers, maxReservedWorkers },
    }),
  ),
  ...config.workflows.map(
    (workflow): Thing => ({
      kind: 'workflow',
      name: workflow.name,
      fields: {
        configuration: configurationOf(workflow, config),
        taskReservationTimeout: workflow.reservationTimeout,
        assignmentCallbackUrl: `${origin}/taskrouter/assignment`,
      },
    }),
  ),
  ...config.workers.map((worker) => wantedWorker(worker, config)),
];

/** The workflow as TaskRouter's own document. https://www.twilio.com/docs/taskrouter/workflow-configuration */
const configurationOf = (
  workflow: TaskRouterConfig['workflows'][number],
  { queues, skills }: Pick<TaskRouterConfig, 'queues' | 'skills'>,
) => ({
  task_routing: {
    filters: [
      ...queues.map(handedTo),
      ...workflow.filters.map(({ name, expression, targets }) => ({
        filter_friendly_name: name,
        expression,
        targets: targets.map((target) => targetOf(target, skills)),
      })),
    ],
    ...(workflow.default && { default_filter: targetOf(workflow.default, skills) }),
  },
});

/** A colleague hands a conversation to this queue: whoever there has not declined it, nor handed it on, is asked. */
const handedTo = ({ name }: { name: string }) => ({
  filter_friendly_name: `Handed to ${name}`,
  expression: `transfer_queue == ${name.includes("'") ? `"${name}"` : `'${name}'`}`,
  targets: [targetOf({ queue: name, needs: ['willing'] }, [])],
});

function targetOf(target: Target, skills: readonly string[]) {
  const { queue, priority, timeout, orderBy, skipIf, knownAgent } = target;
  const expression = conditionOf(target, skills);
  return {
    queue,
    ...(expression !== undefined && { expression }),
    ...(knownAgent && { known_worker_sid: 'task.known_agent' }),
    ...(priority !== undefined && { priority }),
    ...(timeout !== undefined && { timeout }),
    ...(orderBy !== undefined && { order_by: orderBy }),
    ...(skipIf !== undefined && { skip_if: skipIf }),
  };
}

/** Skills stand where Flex looks for them. https://www.twilio.com/docs/flex/end-user-guide/insights/skills */
function wantedWorker(
  { name, activity, languages, departments, skills, attributes, capacity }: TaskRouterConfig['workers'][number],
  { taskChannels }: TaskRouterConfig,
): Thing {
  const routing = { skills: Object.keys(skills), levels: skills };
  return {
    kind: 'worker',
    name,
    fields: {
      attributes: { ...attributes, languages, departments, routing },
      capacity: Object.fromEntries(taskChannels.map((channel) => [channel.name, capacity[channel.name] ?? 0])),
    },
    once: { activity },
  };
}
