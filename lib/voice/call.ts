import * as z from 'zod';
import { runSchema } from '../flow/run.ts';
import { proofSchema, threadEventSchema, threadSchema } from '../message.ts';
import { hexOf } from '../thread.ts';

/** What is known of one call between its webhooks. Its key is its execution, which begins before a call that we place. */
export const callSchema = z.object({
  execution: z.string(),
  /** Grows by one with every commit: of two webhooks at once, one has to read again. */
  version: z.number(),
  /** Twilio's SID, as soon as a webhook has told it. */
  sid: z.string().optional(),
  thread: threadSchema,
  proves: z.array(proofSchema),
  run: runSchema,
  /** The person on the phone, where we knew them when the call began. */
  customerId: z.string().optional(),
  /** What the call was answered with last; a request that comes twice is answered with it again. */
  twiml: z.string(),
  /** Twilio's idempotency token of the request answered last. */
  request: z.string().optional(),
  /** What was noted with this version: it goes out once more with the next, as a crash may have kept it back. */
  notes: z.array(threadEventSchema),
});
export type Call = z.infer<typeof callSchema>;

/** The SID of the execution of a call that came in: the same for all its webhooks. */
export const executionOf = (account: string, callSid: string): string => `FN${hexOf(`voice:${account}:${callSid}`)}`;

/** The execution that a token of its steps belongs to. */
export const executionIn = (token: string): string => token.split('.')[0] ?? '';

/** Twilio ends a call after 24 hours at most, ms: an execution whose call is never heard of again is no longer in the way. */
const longest = 86_400_000;

export const isActive = ({ run }: Call, at: number): boolean => run.ended === undefined && at - run.startedAt < longest;
