import type { LineView } from '../../../../../lib/console/protocol/conversation.ts';
import type { Status } from '../../../../../lib/message.ts';
import type { Sending } from '../../../state/types.ts';

/** How far a message of ours got; a failed one says why, and what can be done about it. */
export type Mark = {
  state: 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';
  reason?: string | undefined;
  remedy?: string | undefined;
  /** Of a file on its way up, 0 to 1. */
  uploaded?: number | undefined;
};

const states: Record<Status, Mark['state']> = {
  queued: 'waiting',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
};

/** The mark of a line that the server has; none for what the customer said, and for what stays among ourselves. */
export function markOfLine({ direction, by, status, reason, remedy }: LineView): Mark | undefined {
  if (direction !== 'out') return undefined;
  // What a flow said is not the agent's to watch over, unless it never arrived.
  if (by === 'flow' && status !== 'failed') return undefined;
  return { state: states[status], reason, remedy };
}

/** The mark of a message that is still the page's own. */
export const markOfSending = ({ refused, uploaded }: Sending): Mark =>
  refused === undefined ? { state: 'waiting', uploaded } : { state: 'failed', reason: refused };
