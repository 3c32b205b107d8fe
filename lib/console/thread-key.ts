import * as z from 'zod';
import { readThreadKey } from '../thread.ts';

/** A thread's key, as a text that came from outside: gives the thread. */
export const threadKeySchema = z.string().transform((key, context) => {
  const thread = readThreadKey(key);
  if (thread) return thread;
  context.addIssue({ code: 'custom', message: 'takes a thread key, channel:account:sender, each percent-encoded' });
  return z.NEVER;
});
