import * as z from 'zod';
import { Permanent } from '../errors.ts';
import { faultsIn } from './check-config.ts';
import { needs } from './conditions.ts';
import { rulesSchema, wordSchema, workflowRules } from './rules.ts';

const title = z.string().min(1).max(64);

const targetSchema = z.strictObject({
  queue: z.string(),
  /** What a worker must fulfil; see conditions.ts. */
  needs: z.array(z.enum(needs)).default([]),
  /** What a worker must fulfil besides, as a TaskRouter expression. */
  expression: z.string().optional(),
  /** Only the worker who knows the customer. */
  knownAgent: z.literal(true).optional(),
  priority: z.int().min(0).max(2_147_483_647).optional(),
  /** Seconds until the next target's turn comes; TaskRouter counts them from the task's beginning. */
  timeout: z.int().positive().optional(),
  orderBy: z.string().optional(),
  skipIf: z.string().optional(),
});

const workflowSchema = z.strictObject({
  ...workflowRules,
  /** Seconds an offer rings. */
  reservationTimeout: z.int().min(1).max(86_400),
  filters: z.array(z.strictObject({ name: z.string(), expression: z.string(), targets: z.array(targetSchema).min(1) })),
  default: targetSchema.optional(),
});

const workerSchema = z.strictObject({
  name: title,
  /** The activity of a worker made anew; from then on it is the worker's own. */
  activity: z.string(),
  languages: z.array(wordSchema).default([]),
  departments: z.array(z.string()).default([]),
  /** Skills with their level. */
  skills: z.record(z.string(), z.int().min(1).max(100)).default({}),
  /** Further attributes. */
  attributes: z.record(z.string(), z.json()).default({}),
  /** Tasks at once, by task channel. */
  capacity: z.record(z.string(), z.int().min(0).max(50)),
});

/** config/taskrouter.json: a workspace by names; SIDs are TaskRouter's and stay out of it. */
const taskRouterConfigSchema = z.strictObject({
  ...rulesSchema.shape,
  workspace: title,
  activities: z.array(z.strictObject({ name: title, available: z.boolean() })).min(1),
  /** Where a worker goes who let an offer ring out. */
  timeoutActivity: z.string(),
  taskChannels: z.array(z.strictObject({ name: z.string(), title })),
  /** What tasks may ask for, and workers have, with levels. */
  skills: z.array(wordSchema).default([]),
  queues: z
    .array(z.strictObject({ name: title, workers: z.string(), maxReservedWorkers: z.int().min(1).max(50).default(1) }))
    .min(1),
  workflows: z.array(workflowSchema).min(1),
  workers: z.array(workerSchema),
});
export type TaskRouterConfig = z.infer<typeof taskRouterConfigSchema>;
export type Target = z.infer<typeof targetSchema>;

/** Reads config/taskrouter.json; throws Permanent with every fault and its path, names that lead nowhere included. */
export function readTaskRouterConfig(json: unknown): TaskRouterConfig {
  const parsed = taskRouterConfigSchema.safeParse(json);
  const faults = parsed.success
    ? faultsIn(parsed.data)
    : parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  if (!parsed.success || faults.length > 0)
    throw new Permanent(
      `config/taskrouter.json: ${faults.map(({ path, message }) => `${path}: ${message}`).join('; ')}`,
    );
  return parsed.data;
}
