import * as z from 'zod';
import type { ThreadEvent } from '../message.ts';
import { readThreadKey } from '../thread.ts';

type TaskEvent = Extract<ThreadEvent, { type: 'task' }>;

/** What TaskRouter calls the events that a conversation is moved by. */
const meanings: Record<string, TaskEvent['event']> = {
  'task.created': 'created',
  'task.wrapup': 'wrapping',
  'task.completed': 'completed',
  'task.canceled': 'canceled',
  'task.deleted': 'canceled',
  'task.system-deleted': 'canceled',
  'reservation.created': 'offered',
  'reservation.accepted': 'accepted',
  'reservation.rejected': 'rejected',
  'reservation.timeout': 'timeout',
  'reservation.canceled': 'withdrawn',
  'reservation.rescinded': 'withdrawn',
};

const attributesSchema = z.object({
  thread_key: z.string().transform((key, context) => {
    const thread = readThreadKey(key);
    if (thread) return thread;
    context.addIssue({ code: 'custom', message: 'is no key of a thread' });
    return z.NEVER;
  }),
  external_id: z.string(),
  flexInteractionSid: z.string().optional().catch(undefined),
});

const parametersSchema = z.object({
  EventType: z.string(),
  Sid: z.string(),
  TimestampMs: z.coerce.number().optional(),
  Timestamp: z.coerce.number().optional(),
  TaskSid: z.string(),
  TaskAttributes: z.string(),
  TaskVersion: z.coerce.number().optional(),
  TaskCanceledReason: z.string().optional(),
  WorkerSid: z.string().optional(),
  WorkerName: z.string().optional(),
  ReservationSid: z.string().optional(),
});

/** The event types to subscribe a workspace to. */
export const eventTypes = Object.keys(meanings);

/**
 * What a TaskRouter event callback means to a thread; undefined for events and tasks that are none of ours. `Sid` makes it
 * the same event when it comes twice, `TaskVersion` orders it.
 * https://www.twilio.com/docs/taskrouter/api/event/reference
 */
export function readTaskEvent(parameters: Record<string, string>, now: number): TaskEvent | undefined {
  const meaning = meanings[parameters.EventType ?? ''];
  const parsed = parametersSchema.safeParse(parameters);
  if (meaning === undefined || !parsed.success) return undefined;
  const { Sid, TimestampMs, Timestamp, TaskSid, TaskVersion, TaskCanceledReason } = parsed.data;
  const { WorkerSid, WorkerName, ReservationSid } = parsed.data;
  const attributes = attributesSchema.safeParse(parseJson(parsed.data.TaskAttributes));
  if (!attributes.success) return undefined;
  const { flexInteractionSid } = attributes.data;
  return {
    type: 'task',
    id: Sid,
    thread: attributes.data.thread_key,
    at: TimestampMs ?? (Timestamp === undefined ? now : Timestamp * 1000),
    event: meaning,
    taskSid: TaskSid,
    externalId: attributes.data.external_id,
    ...(TaskVersion !== undefined && { version: TaskVersion }),
    ...(flexInteractionSid !== undefined && { interaction: flexInteractionSid }),
    ...(WorkerSid !== undefined && { worker: { sid: WorkerSid, name: WorkerName ?? WorkerSid } }),
    ...(ReservationSid !== undefined && { reservation: ReservationSid }),
    ...(TaskCanceledReason !== undefined && { reason: TaskCanceledReason }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
