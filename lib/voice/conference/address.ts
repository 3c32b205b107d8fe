import * as z from 'zod';
import { threadKeySchema } from '../../console/thread-key.ts';
import type { Thread } from '../../message.ts';
import { threadKey } from '../../thread.ts';

/** Whose conference it is: the customer's thread and the SID of their call, and the worker whose telephone is called first. */
export type Whose = { thread: Thread; callSid: string; worker: string };

/** Where Twilio tells of a conference. `origin` is ours, without a path. */
export const conferenceAddress = (origin: string, { thread, callSid, worker }: Whose): string =>
  `${origin}/voice/${encodeURIComponent(thread.account)}/conference?${new URLSearchParams({ thread: threadKey(thread), customer: callSid, worker })}`;

/** What of that address comes back. */
export const whoseSchema = z
  .object({ thread: threadKeySchema, customer: z.string().min(1), worker: z.string().min(1) })
  .transform(({ customer, ...rest }): Whose => ({ ...rest, callSid: customer }));
