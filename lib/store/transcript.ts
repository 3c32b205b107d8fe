import * as z from 'zod';
import { type Line, lineSchema } from '../conversation/state.ts';
import type { Content, Status, Thread } from '../message.ts';
import { threadKey } from '../thread.ts';
import { keys } from './keys.ts';
import type { Table, Write } from './table.ts';

/** What a provider's message id leads to. */
const deliverySchema = z.object({ threadKey: z.string(), line: z.string() });

/** A new line of the transcript. */
export const lineWrite = (thread: Thread, line: Line): Write => ({
  put: { ...keys.message(threadKey(thread), line.sk), ...line, rank: rank[line.status] },
  unless: 'exists',
});

/** Remembers which line a provider's message id means, for receipts, edits and deletions; kept 30 days. */
export const deliveryWrite = (thread: Thread, providerId: string, sk: string, at: number): Write => ({
  put: {
    ...keys.delivery(`${thread.channel}:${thread.account}`, providerId),
    threadKey: threadKey(thread),
    line: sk,
    expiresAt: Math.floor(at / 1000) + 30 * 86_400,
  },
});

/** Moves a line's status forward; refused when it is there already or further (a failure cannot undo a delivery). */
export const statusWrite = (
  thread: Thread,
  sk: string,
  { status, reason, providerId }: { status: Status; reason?: string | undefined; providerId?: string | undefined },
): Write => ({
  update: keys.message(threadKey(thread), sk),
  set: ['SET #status = :status, #rank = :rank', reason && '#reason = :reason', providerId && 'providerId = :providerId']
    .filter(Boolean)
    .join(', '),
  when: 'attribute_exists(pk) AND #rank < :limit',
  names: { '#status': 'status', '#rank': 'rank', ...(reason && { '#reason': 'reason' }) },
  values: {
    ':status': status,
    ':rank': rank[status],
    ':limit': status === 'failed' ? rank.delivered : rank[status],
    ...(reason && { ':reason': reason }),
    ...(providerId && { ':providerId': providerId }),
  },
});

const rank: Record<Status, number> = { queued: 0, sent: 1, delivered: 2, read: 3, failed: 9 };

/** Reads of what was said. */
export const openTranscript = (table: Table) => ({
  /** The newest `limit` lines of a thread, oldest first. */
  async page(thread: Thread, limit: number): Promise<Line[]> {
    const items = await table.query(
      { pk: keys.thread(threadKey(thread)).pk, prefix: 'MESSAGE#' },
      { limit, backwards: true },
    );
    return z.array(lineSchema).parse(items.reverse());
  },

  async line(thread: Thread, sk: string): Promise<Line | undefined> {
    return lineSchema.optional().parse(await table.get(keys.message(threadKey(thread), sk)));
  },

  /** The sort key of the line that a provider's message id means. */
  async find(thread: Thread, providerId: string): Promise<string | undefined> {
    const item = await table.get(keys.delivery(`${thread.channel}:${thread.account}`, providerId));
    return deliverySchema.optional().parse(item)?.line;
  },

  /** Changes what a line says after the customer edited or deleted it. */
  async amend(thread: Thread, sk: string, content: Content, how: 'edited' | 'deleted'): Promise<void> {
    await table.write([
      {
        update: keys.message(threadKey(thread), sk),
        set: `SET content = :content, ${how} = :true`,
        when: 'attribute_exists(pk)',
        values: { ':content': content, ':true': true },
      },
    ]);
  },

  /** Moves a line's status forward; does nothing where it is there already. */
  async mark(thread: Thread, sk: string, news: Parameters<typeof statusWrite>[2]): Promise<void> {
    await table.write([statusWrite(thread, sk, news)]);
  },

  /** A message is out: its line says so and its receipts will find it. One call. */
  async sent(thread: Thread, sk: string, providerId: string | undefined, at: number): Promise<void> {
    const status = statusWrite(thread, sk, { status: 'sent', providerId });
    if (providerId === undefined) await table.write([status]);
    else {
      const refusal = await table.write([deliveryWrite(thread, providerId, sk, at), status]);
      if (refusal) await table.write([deliveryWrite(thread, providerId, sk, at)]);
    }
  },
});
