import type { Attempt, Carrier } from '../delivery.ts';
import type { Effect } from '../effect.ts';
import { Transient } from '../errors.ts';

/** What is found out at a later try is no news any more. */
const tries = 3;

/**
 * Looks up where the customer stands in the queue and tells the conversation, which tells the customer. Throws Transient
 * where it should be tried again; nobody is told anything where TaskRouter stays out of reach.
 */
export async function tellWait(
  carrier: Carrier,
  { id, thread, taskSid, token }: Extract<Effect, { type: 'tell-wait' }>,
  { receives, last }: Attempt,
): Promise<void> {
  try {
    const place = await (await carrier.tasks()).place(taskSid);
    if (place)
      await carrier.enqueue({ type: 'placed', id: `placed ${id}`, thread, at: carrier.now(), token, ...place });
  } catch (error) {
    if (!(error instanceof Transient) || (receives < tries && !last)) throw error;
  }
}
