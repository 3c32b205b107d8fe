import type { News } from '../conversation/world.ts';
import type { Status, Thread } from '../message.ts';
import { threadKey } from '../thread.ts';
import { keys } from './keys.ts';
import type { Update } from './table.ts';

/** How far a line's status is; it moves upwards only. */
export const rank: Record<Status, number> = { queued: 0, sent: 1, delivered: 2, read: 3, failed: 9 };

/**
 * Moves a line's status forward; refused when it is there already or further (a failure cannot undo a delivery). Of a message
 * that went out in parts the delivery of the last one counts, and the failure of any.
 */
export const statusWrite = (thread: Thread, sk: string, { status, reason, remedy, providerId }: News): Update => ({
  update: keys.message(threadKey(thread), sk),
  set: [
    'SET #status = :status, #rank = :rank',
    reason && '#reason = :reason',
    remedy && 'remedy = :remedy',
    // The first part's stays.
    providerId && 'providerId = if_not_exists(providerId, :providerId)',
  ]
    .filter(Boolean)
    .join(', '),
  when: `attribute_exists(pk) AND ${conditionOf(status, providerId)}`,
  names: { '#status': 'status', '#rank': 'rank', ...(reason && { '#reason': 'reason' }) },
  values: {
    ':status': status,
    ':rank': rank[status],
    ':limit': status === 'failed' ? rank.delivered : rank[status],
    ...(reason && { ':reason': reason }),
    ...(remedy && { ':remedy': remedy }),
    ...(providerId && { ':providerId': providerId }),
  },
});

/** `lastPart` is there where a message went out in several. */
const ofTheLast = '#rank < :limit AND (attribute_not_exists(lastPart) OR lastPart = :providerId)';

/** Where a line may be moved to a status; what is told of no id in particular is told of all parts. */
const conditionOf = (status: Status, providerId: string | undefined): string => {
  if (status === 'failed') return '(#rank < :limit OR (attribute_exists(lastPart) AND #rank < :rank))';
  return providerId !== undefined && rank[status] > rank.sent ? ofTheLast : '#rank < :limit';
};

/** Remembers the provider's id of a message, and that of its last part where it went out in several. */
export const idWrite = (thread: Thread, sk: string, first: string, last: string | undefined): Update => ({
  update: keys.message(threadKey(thread), sk),
  set: last === undefined ? 'SET providerId = :first' : 'SET providerId = :first, lastPart = :last',
  when: 'attribute_exists(pk)',
  values: { ':first': first, ...(last !== undefined && { ':last': last }) },
});
