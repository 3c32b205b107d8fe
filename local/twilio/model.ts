import * as z from 'zod';

/** Times are epoch milliseconds, `turn` counts reservations: the lower, the longer without one. */
const dated = { sid: z.string(), dateCreated: z.number(), dateUpdated: z.number() };

export const workspaceSchema = z.object({
  ...dated,
  friendlyName: z.string(),
  eventCallbackUrl: z.string(),
  eventsFilter: z.string().nullable(),
  multiTaskEnabled: z.boolean(),
  prioritizeQueueOrder: z.enum(['FIFO', 'LIFO']),
  defaultActivitySid: z.string(),
  timeoutActivitySid: z.string(),
});
export type Workspace = z.infer<typeof workspaceSchema>;

export const activitySchema = z.object({ ...dated, friendlyName: z.string(), available: z.boolean() });
export type Activity = z.infer<typeof activitySchema>;

export const taskChannelSchema = z.object({
  ...dated,
  friendlyName: z.string(),
  uniqueName: z.string(),
  channelOptimizedRouting: z.boolean(),
});
export type TaskChannel = z.infer<typeof taskChannelSchema>;

const workerChannelSchema = z.object({
  ...dated,
  taskChannelSid: z.string(),
  configuredCapacity: z.number(),
  available: z.boolean(),
  turn: z.number(),
});
export type WorkerChannel = z.infer<typeof workerChannelSchema>;

export const workerSchema = z.object({
  ...dated,
  friendlyName: z.string(),
  activitySid: z.string(),
  attributes: z.string(),
  dateStatusChanged: z.number(),
  version: z.number(),
  turn: z.number(),
  channels: z.array(workerChannelSchema),
});
export type Worker = z.infer<typeof workerSchema>;

export const taskQueueSchema = z.object({
  ...dated,
  friendlyName: z.string(),
  targetWorkers: z.string(),
  maxReservedWorkers: z.number(),
  taskOrder: z.enum(['FIFO', 'LIFO']),
  reservationActivitySid: z.string().nullable(),
  assignmentActivitySid: z.string().nullable(),
});
export type TaskQueue = z.infer<typeof taskQueueSchema>;

export const workflowSchema = z.object({
  ...dated,
  friendlyName: z.string(),
  /** Every configuration there was, the newest last: tasks finish under the one they entered. */
  configurations: z.array(z.string()).min(1),
  assignmentCallbackUrl: z.string().nullable(),
  fallbackAssignmentCallbackUrl: z.string().nullable(),
  taskReservationTimeout: z.number(),
});
export type Workflow = z.infer<typeof workflowSchema>;

/**
 * Where a task stands in its workflow. `filter` null is the default filter; `allowance` is the sum of the timeouts of the
 * targets so far, in milliseconds, which the task's age is held against if this target is `timed`.
 */
const stepSchema = z.object({
  revision: z.number(),
  filter: z.number().nullable(),
  target: z.number(),
  allowance: z.number(),
  timed: z.boolean(),
});
export type Step = z.infer<typeof stepSchema>;

export const taskStatuses = ['pending', 'reserved', 'assigned', 'wrapping', 'completed', 'canceled'] as const;

export const taskSchema = z.object({
  ...dated,
  status: z.enum(taskStatuses),
  attributes: z.string(),
  version: z.number(),
  priority: z.number(),
  reason: z.string().nullable(),
  taskChannelSid: z.string(),
  workflowSid: z.string().nullable(),
  taskQueueSid: z.string().nullable(),
  queueEntered: z.number().nullable(),
  virtualStartTime: z.number(),
  timeout: z.number(),
  routingTarget: z.string().nullable(),
  ignoreCapacity: z.boolean(),
  assignments: z.number(),
  assigned: z.number().nullable(),
  ended: z.number().nullable(),
  step: stepSchema.nullable(),
});
export type Task = z.infer<typeof taskSchema>;

export const reservationStatuses = [
  'pending',
  'accepted',
  'rejected',
  'timeout',
  'canceled',
  'rescinded',
  'wrapping',
  'completed',
] as const;

export const reservationSchema = z.object({
  ...dated,
  taskSid: z.string(),
  workerSid: z.string(),
  status: z.enum(reservationStatuses),
  version: z.number(),
  expires: z.number(),
});
export type Reservation = z.infer<typeof reservationSchema>;

export const isEnded = (task: Task): boolean => task.status === 'completed' || task.status === 'canceled';
export const isLive = (reservation: Reservation): boolean =>
  reservation.status === 'pending' || reservation.status === 'accepted' || reservation.status === 'wrapping';
