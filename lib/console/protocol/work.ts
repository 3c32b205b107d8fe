import * as z from 'zod';
import { workerSchema } from '../../worker.ts';
import { personSchema } from './person.ts';

/** The newest line of a conversation, as a list shows it. */
const lastSchema = z.object({ text: z.string(), direction: z.enum(['in', 'out', 'aside']), at: z.number() });

/** A colleague who was asked to take a conversation over: with `warm` both are in it until the first hands over. */
export const transferSchema = z.object({
  taskSid: z.string().optional(),
  kind: z.enum(['cold', 'warm']),
  to: z.string(),
  by: workerSchema,
  note: z.string().optional(),
  /** `joined`: the colleague is in the conversation too. */
  state: z.enum(['asked', 'waiting', 'joined']),
  worker: workerSchema.optional(),
});
export type TransferView = z.infer<typeof transferSchema>;

/** What is common to everything on an agent's list. */
const item = {
  /** The thread's key. */
  thread: z.string(),
  channel: z.string(),
  customer: personSchema,
  last: lastSchema.optional(),
};

/** Times are epoch milliseconds. */
const offerSchema = z.object({
  ...item,
  reservation: z.string(),
  taskSid: z.string(),
  queue: z.string(),
  skills: z.array(z.string()),
  waitingSince: z.number(),
  offeredAt: z.number(),
  lapsesAt: z.number(),
  /** A call: once it is accepted it rings on the agent's telephone. */
  call: z.boolean(),
  /** Why this agent, where they are known to the customer. */
  why: z.string().optional(),
  /** A colleague asks. */
  transfer: z.object({ from: z.string(), kind: z.enum(['cold', 'warm']), note: z.string().optional() }).optional(),
});
export type Offer = z.infer<typeof offerSchema>;

const taskSchema = z.object({
  ...item,
  reservation: z.string(),
  taskSid: z.string(),
  call: z.boolean(),
  state: z.enum(['accepted', 'wrapping']),
  /** Of a call, while the agent's telephone is in it: since when, and which of us is in it too, by the worker's name. */
  phone: z
    .object({
      since: z.number(),
      muted: z.boolean(),
      /** The customer hears music. */
      held: z.boolean(),
      others: z.array(z.object({ name: z.string() })),
    })
    .optional(),
  /** `joined`: a colleague has the conversation still and introduces this agent. */
  part: z.enum(['holder', 'joined']),
  acceptedAt: z.number(),
  /** When the customer last wrote, and since when they wait for an answer; absent where they do not. */
  heardAt: z.number().optional(),
  waitingSince: z.number().optional(),
  /** How many messages the customer has written in this thread: what exceeds the number last seen is unread. */
  heard: z.number(),
  transfer: transferSchema.optional(),
});
export type Task = z.infer<typeof taskSchema>;

const parkedSchema = z.object({ ...item, at: z.number() });
export type Parked = z.infer<typeof parkedSchema>;

/** GET /console/work: what the agent is offered, holds and has parked. */
export const workSchema = z.object({
  offers: z.array(offerSchema),
  tasks: z.array(taskSchema),
  parked: z.array(parkedSchema),
  now: z.number(),
});
export type Work = z.infer<typeof workSchema>;
