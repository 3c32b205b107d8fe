import { pushFrames } from '../channels/shared/push-frames.ts';
import type { Http } from '../http.ts';
import type { Pushes } from '../live.ts';
import type { Thread } from '../message.ts';
import { audienceOf, watchersOf } from './audience.ts';
import type { Push } from './protocol/push.ts';

/** Pushes to the open consoles of these workers, and to those that watch the thread. Throws where API Gateway is out of reach. */
export async function notifyConsoles(
  { endpoint, connections }: Pick<Pushes, 'endpoint' | 'connections'>,
  http: Http,
  { thread, workers, push }: { thread: Thread; workers: string[]; push: Push },
): Promise<void> {
  const listening = await connections.listening([...workers.map(audienceOf), watchersOf(thread)]);
  if (listening.length === 0) return;
  const ids = [...new Set(listening.map(({ id }) => id))];
  const gone = new Set(await pushFrames({ endpoint, connections: ids }, [push], http));
  for (const { audience, id } of listening) if (gone.has(id)) await connections.forget(audience, [id]);
}
