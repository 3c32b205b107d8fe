import * as z from 'zod';
import { deedSchema } from './deed.ts';
import { workerSchema } from './worker.ts';

/** One conversation with one sender on one account of one channel. A reply always goes back to its thread. */
export const threadSchema = z.object({ channel: z.string(), account: z.string(), sender: z.string() });
export type Thread = z.infer<typeof threadSchema>;

export const choiceSchema = z.object({ id: z.string(), text: z.string() });
export type Choice = z.infer<typeof choiceSchema>;

/**
 * What can be said, in either direction. `media.url` is https; or `<channel>:<id>`, or an address that wants the account's
 * token, where only the channel can fetch it; or `media:<key>` once it is kept with us.
 */
export const contentSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('media'),
    url: z.string(),
    mediaType: z.string(),
    name: z.string().optional(),
    caption: z.string().optional(),
    /** Why it is kept out: too large, of a type that is not allowed, or not of the type that it says. */
    withheld: z.string().optional(),
  }),
  z.object({
    type: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().optional(),
    address: z.string().optional(),
  }),
  z.object({ type: z.literal('choices'), text: z.string(), options: z.array(choiceSchema) }),
  z.object({ type: z.literal('template'), id: z.string(), variables: z.record(z.string(), z.string()) }),
  /** An empty `emoji` takes the reaction back. */
  z.object({ type: z.literal('reaction'), messageId: z.string(), emoji: z.string() }),
  z.object({
    type: z.literal('contact'),
    name: z.string(),
    phones: z.array(z.string()),
    emails: z.array(z.string()),
  }),
]);
export type Content = z.infer<typeof contentSchema>;

/** A fact about the person that the channel itself vouches for; what a customer merely types is never one. */
export const proofSchema = z.union([
  z.templateLiteral(['phone:+', z.string().regex(/^\d{6,15}$/)]),
  z.templateLiteral([z.enum(['email:', 'account:', 'bsuid:']), z.string().min(1)]),
]);
export type Proof = z.infer<typeof proofSchema>;

/**
 * What an answer needs of the message that it answers: a right (LINE's reply token, Discord's interaction token) or a place
 * (an e-mail's Message-ID), as one text that only its channel reads. It lapses at `until` epoch milliseconds, and with its
 * first use unless it is `reusable`.
 */
export const replyWithSchema = z.object({ token: z.string(), until: z.number(), reusable: z.boolean().optional() });
export type ReplyWith = z.infer<typeof replyWithSchema>;

/** How far a message of ours got; it only ever moves forward, and `failed` ends it. */
export const statusSchema = z.enum(['queued', 'sent', 'delivered', 'read', 'failed']);
export type Status = z.infer<typeof statusSchema>;

/** `id` is unique within its channel and account and the same at every redelivery; `at` is epoch milliseconds. */
const happened = {
  id: z.string(),
  thread: threadSchema,
  at: z.number(),
  proves: z.array(proofSchema).optional(),
  profile: z.object({ name: z.string().optional(), language: z.string().optional() }).optional(),
  replyWith: replyWithSchema.optional(),
};

/** Everything that can move a conversation. Events of one thread are worked on one at a time, in order. */
export const threadEventSchema = z.discriminatedUnion('type', [
  z.object({ ...happened, type: z.literal('message'), messageId: z.string(), content: contentSchema }),
  z.object({
    ...happened,
    type: z.literal('choice'),
    optionId: z.string(),
    text: z.string().optional(),
    /** The message by which the customer said it, where it is one; never ours that offered it. */
    messageId: z.string().optional(),
  }),
  z.object({ ...happened, type: z.literal('edited'), messageId: z.string(), content: contentSchema }),
  z.object({ ...happened, type: z.literal('deleted'), messageId: z.string() }),
  z.object({
    ...happened,
    type: z.literal('receipt'),
    /** The provider's id of our message; `outboundId` is what our own callback address said of it, its transcript key. */
    messageId: z.string(),
    outboundId: z.string().optional(),
    status: statusSchema,
    reason: z.string().optional(),
    /** What can be done about it, in a sentence. */
    remedy: z.string().optional(),
  }),
  /** The provider speaks of all our messages up to `upTo`, in epoch milliseconds, and of none by its id. */
  z.object({ ...happened, type: z.literal('watermark'), upTo: z.number(), status: z.enum(['delivered', 'read']) }),
  /** The business itself said something, elsewhere than here: in the provider's own app, or by another program. */
  z.object({ ...happened, type: z.literal('echoed'), messageId: z.string(), content: contentSchema }),
  /** The person writes under another sender from now on: `formerly` is the old one. */
  z.object({ ...happened, type: z.literal('moved'), formerly: z.string() }),
  z.object({ ...happened, type: z.literal('typing') }),
  z.object({ ...happened, type: z.literal('joined') }),
  z.object({ ...happened, type: z.literal('left') }),
  z.object({
    ...happened,
    type: z.literal('agent-said'),
    worker: workerSchema,
    taskSid: z.string(),
    /** The key of the task's thread, where it is said on another one of the same customer. */
    task: z.string().optional(),
    /** The hand-off's external id, where it is said in its conversation in Flex, which lets only agents in. */
    inFlex: z.string().optional(),
    content: contentSchema,
  }),
  /** An agent did something to the conversation; a supervisor may do what holders do not. */
  z.object({
    ...happened,
    type: z.literal('agent-did'),
    worker: workerSchema,
    supervisor: z.boolean(),
    deed: deedSchema,
  }),
  z.object({
    ...happened,
    type: z.literal('task'),
    /**
     * `delayed`: TaskRouter is out of reach and asked again; `failed`: it refused the task. `withdrawn`: a worker is not asked
     * any more, without having answered.
     */
    event: z.enum([
      'created',
      'delayed',
      'failed',
      'offered',
      'accepted',
      'rejected',
      'timeout',
      'withdrawn',
      'wrapping',
      'completed',
      'canceled',
    ]),
    taskSid: z.string(),
    /** The id of the effect that asked for the task: one task per hand-off. */
    externalId: z.string(),
    /** TaskRouter's TaskVersion: an event older than the newest seen changes nothing. */
    version: z.number().optional(),
    /** The interaction by which Flex leads the task. */
    interaction: z.string().optional(),
    worker: workerSchema.optional(),
    reservation: z.string().optional(),
    reason: z.string().optional(),
  }),
  z.object({ ...happened, type: z.literal('timeout'), token: z.string() }),
  /** Where the customer stands among those who wait, and their expected wait in seconds; `token` is what asked for it. */
  z.object({
    ...happened,
    type: z.literal('placed'),
    token: z.string(),
    position: z.number(),
    seconds: z.number().optional(),
  }),
  /** An agent made sure who this is: `proves` then links as if the channel had proved it, with the agent as evidence. */
  z.object({ ...happened, type: z.literal('identified'), worker: workerSchema }),
  /** What happened in a call, which the voice function has led by then: it is only written down. */
  z.object({
    ...happened,
    type: z.literal('noted'),
    lines: z.array(z.object({ direction: z.enum(['in', 'out']), by: z.string(), content: contentSchema })),
    /** Text messages that the call asked for, on a thread that can carry them. */
    says: z.array(z.object({ key: z.string(), content: contentSchema })),
    learnt: z.record(z.string(), z.unknown()),
    /** When its flow wants to be woken, in epoch milliseconds. */
    timers: z.array(z.object({ at: z.number(), token: z.string() })),
    /** The call waits for an agent from now on: the id by which TaskRouter's events will speak of its task. */
    externalId: z.string().optional(),
    /** That task, to make it once more for a colleague: Twilio made it, for the call with this SID. */
    asked: z
      .object({
        callSid: z.string(),
        workflow: z.string(),
        priority: z.number(),
        timeout: z.number(),
        attributes: z.record(z.string(), z.unknown()),
      })
      .optional(),
    /** The SID of the customer's call that no agent is in any more: who had it sums it up. */
    parted: z.string().optional(),
    ended: z.boolean().optional(),
  }),
  /** A program of ours begins an execution on this thread, as `POST /flows/{flow}/executions` asks for. */
  z.object({
    ...happened,
    type: z.literal('requested'),
    flow: z.object({ name: z.string(), revision: z.number() }),
    /** The SID (FN...) that the execution will have. */
    execution: z.string(),
    parameters: z.record(z.string(), z.unknown()),
  }),
]);
export type ThreadEvent = z.infer<typeof threadEventSchema>;

/** What a channel is given to send. `id` is a UUID that stays the same when the send is tried again. */
export type OutboundMessage = {
  id: string;
  thread: Thread;
  content: Content;
  replyWith?: ReplyWith | undefined;
  /** Where a provider with status callbacks is to report them; its `message` parameter comes back as `outboundId`. */
  callback?: string | undefined;
  /** The channel's `window` is closed and an agent says this within its longer one for agents. */
  late?: boolean | undefined;
  live?: Live | undefined;
};

/** What is told beside messages: that somebody here is typing, or has read the customer's message `messageId`. */
export type Signal = {
  type: 'typing' | 'read';
  thread: Thread;
  messageId?: string | undefined;
  live?: Live | undefined;
};

/** For channels that we push ourselves: the ids of the connections on which the thread is shown, and whom to give a push. */
export type Live = {
  /** Of the management API of our WebSocket API, with its stage: `https://...`. */
  endpoint: string;
  connections: string[];
  /** What a page shows beside the content: the number of the line, when it was said, and which agent said it. */
  shown?: { line: number; at: number; by?: string } | undefined;
};
