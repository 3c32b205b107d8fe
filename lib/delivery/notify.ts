import type { Carrier } from '../delivery.ts';
import type { Effect } from '../effect.ts';
import type { Thread } from '../message.ts';
import { threadKey } from '../thread.ts';

type Notify = Extract<Effect, { type: 'notify' }>;

/** Tells open consoles to look again. */
export const notify = (carrier: Carrier, { thread, workers, what }: Notify): Promise<void> =>
  tellConsoles(carrier, thread, workers, what);

/** As `notify`, after something else was done. A console that is not told looks by itself each minute: nothing is tried again. */
export async function tellConsoles(
  carrier: Carrier,
  thread: Thread,
  workers: string[],
  what: Notify['what'],
): Promise<void> {
  await carrier.notify(thread, workers, { type: what, thread: threadKey(thread) }).catch(() => {
    carrier.count('console_push_failed', {});
  });
}
