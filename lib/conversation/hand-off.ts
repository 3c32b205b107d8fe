import * as z from 'zod';
import { targetSchema, transferKindSchema } from '../deed.ts';
import { workerSchema } from '../worker.ts';

/** What was asked of TaskRouter, to ask it again when the conversation is handed on. A call's task is made by Twilio itself. */
export const taskRequestSchema = z.object({
  workflow: z.string(),
  taskChannel: z.string(),
  priority: z.number(),
  /** Seconds until an unassigned task is given up. */
  timeout: z.number(),
  attributes: z.record(z.string(), z.unknown()),
});
export type TaskRequest = z.infer<typeof taskRequestSchema>;

/** One task of TaskRouter, from the moment it is asked for. */
const task = {
  /** The id of the effect that asked for it, and its `external_id`. */
  externalId: z.string(),
  sid: z.string().optional(),
  /** The newest TaskVersion seen. */
  version: z.number(),
  /** Who is being asked, by which reservation. */
  offered: z.array(z.object({ worker: workerSchema, reservation: z.string() })).optional(),
  /** It goes to this worker, whom TaskRouter asks whatever else they do. */
  direct: workerSchema.optional(),
  /** That worker asked for it, so that the offer is accepted for them. */
  taken: z.boolean().optional(),
};

/** The second task by which a colleague is asked, while the first agent has the conversation still. */
const transferSchema = z.object({
  ...task,
  kind: transferKindSchema,
  to: targetSchema,
  by: workerSchema,
  note: z.string().optional(),
  state: z.enum(['asked', 'waiting', 'joined']),
  /** Who joined. */
  worker: workerSchema.optional(),
});
export type Transfer = z.infer<typeof transferSchema>;

/** The hand-off of a thread: from the moment a task is asked for until it is completed or canceled. Times are epoch milliseconds. */
export const handOffSchema = z.object({
  ...task,
  state: z.enum(['asked', 'waiting', 'accepted', 'wrapping']),
  worker: workerSchema.optional(),
  askedAt: z.number().optional(),
  acceptedAt: z.number().optional(),
  request: taskRequestSchema.optional(),
  /** Of somebody who is on the phone: Twilio's SID of their call, and what its task was made of. */
  call: z.object({ sid: z.string(), request: taskRequestSchema }).optional(),
  transfer: transferSchema.optional(),
  /** Where Flex leads it: its other tasks, by which colleagues were asked; one that is over stays so. */
  further: z
    .array(
      z.object({ sid: z.string(), version: z.number(), worker: workerSchema.optional(), over: z.boolean().optional() }),
    )
    .optional(),
  /** The customer was offered to be written back to; `wanted`: they took it, keep their place and may leave. */
  callBack: z.enum(['offered', 'wanted', 'declined']).optional(),
});
export type HandOff = z.infer<typeof handOffSchema>;

/** A conversation that an agent has put aside until the customer writes again. */
export const parkedSchema = z.object({ worker: workerSchema, at: z.number(), request: taskRequestSchema });

/** How a hand-off ended, as it is kept for the customer's history. */
export const outcomeSchema = z.object({
  disposition: z.string().optional(),
  note: z.string().optional(),
  followUp: z.string().optional(),
});
export type Outcome = z.infer<typeof outcomeSchema>;
