import * as z from 'zod';
import { targetSchema, transferKindSchema } from './deed.ts';
import { contentSchema, replyWithSchema, threadSchema } from './message.ts';
import { workerSchema } from './worker.ts';

/** What a turn of a conversation asks the outside world for. `id` makes each idempotent. */
export const effectSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('send'),
    id: z.string(),
    thread: threadSchema,
    /** The sort key of its line in the transcript. */
    sk: z.string(),
    content: contentSchema,
    replyWith: replyWithSchema.optional(),
    /** When the customer last wrote, in epoch milliseconds; channels with a window close it some time after. */
    heardAt: z.number().optional(),
    /** The customer's message that it answers first, by the provider's id: with the answer it counts as read. */
    reads: z.string().optional(),
    /** The name of the agent who says it: they see how far it got, and some channels leave agents more time. */
    agent: z.string().optional(),
  }),
  /** The file of a line, which lies at the provider as yet, is to be kept with us. */
  z.object({
    type: z.literal('keep-media'),
    id: z.string(),
    thread: threadSchema,
    sk: z.string(),
    url: z.string(),
    mediaType: z.string(),
    name: z.string().optional(),
  }),
  /** That an agent types or has read the customer's message `messageId`; nobody minds if it is lost. */
  z.object({
    type: z.literal('signal'),
    id: z.string(),
    thread: threadSchema,
    signal: z.enum(['typing', 'read']),
    messageId: z.string().optional(),
  }),
  z.object({
    type: z.literal('task'),
    id: z.string(),
    thread: threadSchema,
    workflow: z.string(),
    taskChannel: z.string(),
    priority: z.number(),
    /** Seconds until an unassigned task is given up. */
    timeout: z.number(),
    /** What the flow gave the task, and what is known of the customer. */
    attributes: z.record(z.string(), z.unknown()),
    customer: z.object({ id: z.string(), attributes: z.record(z.string(), z.unknown()) }),
    /** The one worker or queue that it is for. */
    target: targetSchema.optional(),
    /** A colleague hands the conversation on. */
    transfer: z.object({ kind: transferKindSchema, from: workerSchema, note: z.string().optional() }).optional(),
  }),
  /** Nobody is to work on the task any more, whoever has it. */
  z.object({
    type: z.literal('end-task'),
    id: z.string(),
    thread: threadSchema,
    taskSid: z.string(),
    reason: z.string(),
  }),
  z.object({ type: z.literal('wrap-task'), id: z.string(), thread: threadSchema, taskSid: z.string() }),
  /** The worker has asked for the task themselves. */
  z.object({
    type: z.literal('accept-offer'),
    id: z.string(),
    thread: threadSchema,
    workerSid: z.string(),
    reservation: z.string(),
  }),
  /** The consoles of these workers, by name, and of whoever watches the thread, are told that something is new there. */
  z.object({
    type: z.literal('notify'),
    id: z.string(),
    thread: threadSchema,
    workers: z.array(z.string()),
    what: z.enum(['changed', 'typing']),
  }),
  /** A task that nobody has accepted is taken back. */
  z.object({
    type: z.literal('cancel-task'),
    id: z.string(),
    thread: threadSchema,
    taskSid: z.string(),
    reason: z.string(),
  }),
  z.object({
    type: z.literal('exclude-worker'),
    id: z.string(),
    thread: threadSchema,
    taskSid: z.string(),
    workerSid: z.string(),
  }),
  z.object({
    type: z.literal('timer'),
    id: z.string(),
    thread: threadSchema,
    /** Epoch milliseconds. */
    at: z.number(),
    token: z.string(),
  }),
  /** Attributes that the task has from now on. */
  z.object({
    type: z.literal('mark-task'),
    id: z.string(),
    thread: threadSchema,
    taskSid: z.string(),
    marks: z.record(z.string(), z.json()),
  }),
  /** It is to be found out where the customer stands among those who wait; `token` comes back with it. */
  z.object({
    type: z.literal('tell-wait'),
    id: z.string(),
    thread: threadSchema,
    taskSid: z.string(),
    token: z.string(),
  }),
  /** Where agents work in Flex: this line is to be seen in the conversation of the hand-off, named by its external id. */
  z.object({
    type: z.literal('bridge'),
    id: z.string(),
    thread: threadSchema,
    sk: z.string(),
    handOff: z.string(),
  }),
  /** This worker leaves the call of a customer, or with none everybody does: the agents' part of it is over. */
  z.object({
    type: z.literal('part-call'),
    id: z.string(),
    thread: threadSchema,
    callSid: z.string(),
    worker: workerSchema.optional(),
    /** The offer by which they were called into it: their telephone may ring still. */
    reservation: z.string().optional(),
  }),
  /** A timer of a call's flow fired: the voice function is to know. */
  z.object({ type: z.literal('wake-call'), id: z.string(), thread: threadSchema, token: z.string() }),
]);
export type Effect = z.infer<typeof effectSchema>;

/** What travels on the queues: the body and what finds it again in the logs. */
export const envelopeSchema = z.object({
  id: z.string(),
  traceId: z.string(),
  /** Epoch milliseconds. */
  enqueuedAt: z.number(),
  /** True when a saved outbox is enqueued again: the receiver looks first whether it was already done. */
  again: z.boolean().optional(),
  body: z.unknown(),
});
export type Envelope<Body> = Omit<z.infer<typeof envelopeSchema>, 'body'> & { body: Body };
