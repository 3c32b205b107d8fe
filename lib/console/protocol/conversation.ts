import * as z from 'zod';
import { contentSchema, statusSchema } from '../../message.ts';
import { workerSchema } from '../../worker.ts';
import { personSchema } from './person.ts';
import { transferSchema } from './work.ts';

/** One line; `aside` is among ourselves. `sk` is unique and orders within its thread. */
const lineViewSchema = z.object({
  thread: z.string(),
  sk: z.string(),
  at: z.number(),
  direction: z.enum(['in', 'out', 'aside']),
  /** `customer`, `flow`, `system`, `elsewhere` or the name of a worker. */
  by: z.string(),
  content: contentSchema,
  status: statusSchema,
  reason: z.string().optional(),
  remedy: z.string().optional(),
  /** The id that the page gave an agent's message: it finds its own again by it, whatever it was told. */
  sentAs: z.string().optional(),
  /** Where a file that we sent is kept: said again, it is by this and not by its `url`, which is good for 15 minutes. */
  keptAs: z.string().optional(),
  providerId: z.string().optional(),
  edited: z.boolean().optional(),
  deleted: z.boolean().optional(),
});
export type LineView = z.infer<typeof lineViewSchema>;

/** One of the customer's threads: where an answer can go, and what it may hold. */
const addressSchema = z.object({
  thread: z.string(),
  channel: z.string(),
  account: z.string(),
  sender: z.string(),
  lastMessageAt: z.number(),
  /** Why nothing can be sent there: a call, or a channel that is not there any more. */
  closed: z.string().optional(),
  /** Of a channel with one: until when anything may be said; after it, in the words of `remedy`, what can be done. */
  window: z.object({ until: z.number(), remedy: z.string() }).optional(),
  limits: z.object({ text: z.number(), choices: z.number() }),
  /** Kinds of content that go out as they are; others are told in words. */
  sends: z.array(z.string()),
  signals: z.array(z.enum(['typing', 'read'])),
});
export type Address = z.infer<typeof addressSchema>;

/**
 * GET /console/conversation?thread=KEY[&before=CURSOR]: everything said with a customer, on all channels in one order, oldest
 * first, at most 100 lines. `earlier` is the cursor of the lines before these. An agent may look at what they hold, are
 * offered, have joined or parked; a supervisor at everything.
 */
export const conversationSchema = z.object({
  thread: z.string(),
  customer: personSchema,
  addresses: z.array(addressSchema),
  lines: z.array(lineViewSchema),
  earlier: z.string().optional(),
  /** Who has it in hand; absent while a flow answers. */
  handOff: z
    .object({
      taskSid: z.string().optional(),
      state: z.enum(['asked', 'waiting', 'accepted', 'wrapping']),
      worker: workerSchema.optional(),
      transfer: transferSchema.optional(),
    })
    .optional(),
  parked: z.object({ worker: workerSchema, at: z.number() }).optional(),
});
export type Conversation = z.infer<typeof conversationSchema>;
