import type { Carrier } from '../delivery.ts';
import type { Effect } from '../effect.ts';
import { threadKey } from '../thread.ts';

/** Tells open consoles to look again. One that is not told looks by itself before long, so that nothing is tried again. */
export async function notify(carrier: Carrier, effect: Extract<Effect, { type: 'notify' }>): Promise<void> {
  const { thread, workers, what } = effect;
  await carrier.notify(thread, workers, { type: what, thread: threadKey(thread) }).catch(() => {
    carrier.count('console_push_failed', {});
  });
}
