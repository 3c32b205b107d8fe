import type { ThreadEvent } from '../../message.ts';
import type { Received } from '../channel.ts';

/** What means nothing to us, to be counted under this name. */
export const ignored = (name: string): Received => ({ events: [], ignored: [name] });

/** These events, or where there are none, what is to be counted instead. */
export const receivedOf = (events: ThreadEvent[], otherwise: string): Received =>
  events.length > 0 ? { events, ignored: [] } : ignored(otherwise);
