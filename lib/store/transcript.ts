import * as z from 'zod';
import { type Line, lineSchema } from '../conversation/state.ts';
import type { News } from '../conversation/world.ts';
import { Transient } from '../errors.ts';
import { type Content, type Status, type Thread, type ThreadEvent, threadEventSchema } from '../message.ts';
import { threadKey } from '../thread.ts';
import { keys } from './keys.ts';
import type { Table, Write } from './table.ts';

/** What a provider's message id leads to: a line, or a receipt that came before we noted the line. */
const deliverySchema = z.union([
  z.object({ threadKey: z.string(), line: z.string() }),
  z.object({ early: z.string().transform((json) => receiptSchema.parse(JSON.parse(json))) }),
]);

type Receipt = Extract<ThreadEvent, { type: 'receipt' }>;
const receiptSchema = threadEventSchema.refine((event): event is Receipt => event.type === 'receipt');

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
export const statusWrite = (thread: Thread, sk: string, { status, reason, remedy, providerId }: News): Write => ({
  update: keys.message(threadKey(thread), sk),
  set: [
    'SET #status = :status, #rank = :rank',
    reason && '#reason = :reason',
    remedy && 'remedy = :remedy',
    providerId && 'providerId = :providerId',
  ]
    .filter(Boolean)
    .join(', '),
  when: 'attribute_exists(pk) AND #rank < :limit',
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
    const found = deliverySchema.optional().parse(item);
    return found && 'line' in found ? found.line : undefined;
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
  async mark(thread: Thread, sk: string, news: News): Promise<void> {
    await table.write([statusWrite(thread, sk, news)]);
  },

  /** Moves forward what went out by `upTo`; looks no further back than 100 lines, which were read with their successors. */
  async markUpTo(thread: Thread, upTo: number, status: Status): Promise<void> {
    const lines = (await this.page(thread, 100)).filter(
      (line) =>
        line.direction === 'out' && line.status !== 'queued' && line.at <= upTo && rank[line.status] < rank[status],
    );
    for (const { sk } of lines) await this.mark(thread, sk, { status });
  },

  /**
   * Keeps a receipt until `sent` says what it speaks of; one day is more than a send takes, and then it was not ours. Throws
   * Transient where that was said this very moment.
   */
  async keepEarly(receipt: Receipt): Promise<void> {
    const { thread, messageId, at } = receipt;
    const refusal = await table.write([
      {
        update: keys.delivery(`${thread.channel}:${thread.account}`, messageId),
        set: 'SET early = :early, expiresAt = :expiresAt',
        when: 'attribute_not_exists(line)',
        values: { ':early': JSON.stringify(receipt), ':expiresAt': Math.floor(at / 1000) + 86_400 },
      },
    ]);
    if (refusal) throw new Transient('the message that this receipt speaks of was noted this very moment');
  },

  /**
   * A message is out: its line says so and its receipts will find it. One call. Gives the receipt that was faster than this,
   * if one was.
   */
  async sent(thread: Thread, sk: string, providerId: string | undefined, at: number): Promise<Receipt | undefined> {
    const status = statusWrite(thread, sk, { status: 'sent', providerId });
    if (providerId === undefined) {
      await table.write([status]);
      return undefined;
    }
    const delivery = deliveryWrite(thread, providerId, sk, at);
    const refusal = await table.write([{ ...delivery, unless: 'exists', old: true }, status]);
    if (!refusal) return undefined;
    if (await table.write([delivery, status])) await table.write([delivery]);
    const known = deliverySchema.optional().safeParse(refusal.refused[0]?.item).data;
    return known && 'early' in known ? known.early : undefined;
  },
});
