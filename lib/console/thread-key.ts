import * as z from 'zod';
import { readThreadKey } from '../thread.ts';

/** Characters: a key of the table has 2,048 bytes, and some of these need two there. */
const longest = 1_000;

/** A thread's key, as a text that came from outside: gives the thread. */
export const threadKeySchema = z
  .string()
  .max(longest)
  .transform((key, context) => {
    const thread = readThreadKey(key);
    if (thread) return thread;
    context.addIssue({ code: 'custom', message: 'takes a thread key, channel:account:sender, each percent-encoded' });
    return z.NEVER;
  });
