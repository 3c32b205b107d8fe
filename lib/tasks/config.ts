import * as z from 'zod';
import { Permanent } from '../errors.ts';

const targetSchema = z.strictObject({
  queue: z.string(),
  expression: z.string().optional(),
  priority: z.number().int().min(0).optional(),
  /** Seconds of the task's age at which the next target's turn comes. */
  timeout: z.number().int().positive().optional(),
  orderBy: z.string().optional(),
  skipIf: z.string().optional(),
});

/** config/taskrouter.json: a workspace by names; SIDs are TaskRouter's and stay out of it. */
const taskRouterConfigSchema = z.strictObject({
  workspace: z.string().min(1).max(64),
  activities: z.array(z.strictObject({ name: z.string().max(64), available: z.boolean() })).min(1),
  /** Where a worker goes who let an offer ring out. */
  timeoutActivity: z.string(),
  taskChannels: z.array(z.strictObject({ name: z.string(), title: z.string().max(64) })),
  queues: z
    .array(
      z.strictObject({
        name: z.string().max(64),
        workers: z.string(),
        maxReservedWorkers: z.number().int().min(1).max(50).default(1),
      }),
    )
    .min(1),
  workflows: z
    .array(
      z.strictObject({
        name: z.string().max(64),
        /** Seconds an offer rings. */
        reservationTimeout: z.number().int().min(1).max(86_400),
        filters: z.array(
          z.strictObject({ name: z.string(), expression: z.string(), targets: z.array(targetSchema).min(1) }),
        ),
        default: targetSchema.optional(),
      }),
    )
    .min(1),
  workers: z.array(
    z.strictObject({
      name: z.string().max(64),
      /** The activity of a worker made anew; from then on it is the worker's own. */
      activity: z.string(),
      attributes: z.record(z.string(), z.unknown()),
      /** Tasks at once, by task channel. */
      capacity: z.record(z.string(), z.number().int().min(0).max(50)),
    }),
  ),
});
export type TaskRouterConfig = z.infer<typeof taskRouterConfigSchema>;

/** Reads config/taskrouter.json; throws Permanent with every fault and its path, names that lead nowhere included. */
export function readTaskRouterConfig(json: unknown): TaskRouterConfig {
  const parsed = taskRouterConfigSchema.safeParse(json);
  const faults = parsed.success
    ? unknownNames(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (!parsed.success || faults.length > 0) throw new Permanent(`config/taskrouter.json: ${faults.join('; ')}`);
  return parsed.data;
}

function unknownNames({
  activities,
  timeoutActivity,
  taskChannels,
  queues,
  workflows,
  workers,
}: TaskRouterConfig): string[] {
  const activityNames = activities.map(({ name }) => name);
  const queueNames = queues.map(({ name }) => name);
  const channelNames = taskChannels.map(({ name }) => name);
  const check = (path: string, kind: string, name: string, names: string[]) =>
    names.includes(name) ? [] : [`${path}: there is no ${kind} "${name}"`];
  return [
    ...check('timeoutActivity', 'activity', timeoutActivity, activityNames),
    ...workflows.flatMap((workflow, index) => [
      ...workflow.filters.flatMap((filter, at) =>
        filter.targets.flatMap((target, n) =>
          check(`workflows.${index}.filters.${at}.targets.${n}.queue`, 'queue', target.queue, queueNames),
        ),
      ),
      ...(workflow.default
        ? check(`workflows.${index}.default.queue`, 'queue', workflow.default.queue, queueNames)
        : []),
    ]),
    ...workers.flatMap((worker, index) => [
      ...check(`workers.${index}.activity`, 'activity', worker.activity, activityNames),
      ...Object.keys(worker.capacity).flatMap((channel) =>
        check(`workers.${index}.capacity.${channel}`, 'task channel', channel, channelNames),
      ),
    ]),
  ];
}
