import type { Verdict } from '../channel.ts';

export const accept: Verdict = { verdict: 'accept' };

/** A request that is not to be believed; the reason is for the log, and never holds what was sent. */
export const reject = (reason: string): Verdict => ({ verdict: 'reject', reason });
