import * as z from 'zod';
import { type Line, lineSchema, lineSk } from '../conversation/state.ts';
import type { Amendment, News } from '../conversation/world.ts';
import type { Settled } from '../delivery/keep-media.ts';
import { Transient } from '../errors.ts';
import { type Content, type Status, type Thread, type ThreadEvent, threadEventSchema } from '../message.ts';
import { threadKey } from '../thread.ts';
import { keys } from './keys.ts';
import { idWrite, rank, statusWrite } from './line-status.ts';
import type { Refusal, Table, Write } from './table.ts';

/** What a provider's message id leads to: a line, or a receipt that came before we noted the line. */
const deliverySchema = z.union([
  z.object({ threadKey: z.string(), line: z.string() }),
  z.object({ early: z.string().transform((json) => receiptSchema.parse(JSON.parse(json))) }),
]);

type Receipt = Extract<ThreadEvent, { type: 'receipt' }>;
const receiptSchema = threadEventSchema.refine((event): event is Receipt => event.type === 'receipt');

type Delivery = Extract<Write, { put: unknown }>;

/** A new line of the transcript. */
export const lineWrite = (thread: Thread, line: Line): Write => ({
  put: { ...keys.message(threadKey(thread), line.sk), ...line, rank: rank[line.status] },
  unless: 'exists',
});

/** Remembers which line a provider's message id means, for receipts, edits and deletions; kept 30 days. */
export const deliveryWrite = (thread: Thread, providerId: string, sk: string, at: number): Delivery => ({
  put: {
    ...keys.delivery(`${thread.channel}:${thread.account}`, providerId),
    threadKey: threadKey(thread),
    line: sk,
    expiresAt: Math.floor(at / 1000) + 30 * 86_400,
  },
});

/**
 * Writes, and gives why that was refused on its conditions alone: what others do to the same items this very moment is no
 * reason to let it be. Throws Transient where they do not stop.
 */
async function insist(table: Table, writes: Write[]): Promise<Refusal | undefined> {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const refusal = await table.write(writes);
    if (!refusal?.refused.some((one) => one && one.code !== 'ConditionalCheckFailed')) return refusal;
  }
  throw new Transient('others keep writing to the same line: the queue brings it again');
}

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

  /** The newest `limit` lines of a thread, of those before line number `before` where it is told; the newest first. */
  async newest(thread: Thread, limit: number, before?: number): Promise<Line[]> {
    const { pk } = keys.thread(threadKey(thread));
    const where = { pk, prefix: 'MESSAGE#', ...(before !== undefined && { upTo: lineSk(before - 1) }) };
    return z.array(lineSchema).parse(await table.query(where, { limit, backwards: true, consistent: true }));
  },

  /** The lines of these sort keys, at most 100, in the order of the transcript and as they are at this moment. */
  async lines(thread: Thread, sks: string[]): Promise<Line[]> {
    if (sks.length === 0) return [];
    const items = await table.batchGet(sks.map((sk) => keys.message(threadKey(thread), sk)));
    return z
      .array(lineSchema)
      .parse(items)
      .sort((one, other) => (one.sk < other.sk ? -1 : 1));
  },

  async line(thread: Thread, sk: string): Promise<Line | undefined> {
    return lineSchema.optional().parse(await table.get(keys.message(threadKey(thread), sk)));
  },

  /** The sort key of the line of this thread that a provider's message id means; ids of other threads mean nothing in it. */
  async find(thread: Thread, providerId: string): Promise<string | undefined> {
    const item = await table.get(keys.delivery(`${thread.channel}:${thread.account}`, providerId));
    const found = deliverySchema.optional().parse(item);
    return found && 'line' in found && found.threadKey === threadKey(thread) ? found.line : undefined;
  },

  /**
   * Changes what a line says after the customer edited or deleted it. The same event a second time changes nothing, nor does
   * an edit that is older than the last one, or of what was deleted.
   */
  async amend(thread: Thread, sk: string, content: Content, { id, type, at }: Amendment): Promise<void> {
    const newest = '(attribute_not_exists(amendedAt) OR amendedAt <= :at) AND attribute_not_exists(deleted)';
    await insist(table, [
      {
        update: keys.message(threadKey(thread), sk),
        set: `SET content = :content, ${type} = :true, amendedBy = :event, amendedAt = :at`,
        when: [
          'attribute_exists(pk) AND (attribute_not_exists(amendedBy) OR amendedBy <> :event)',
          ...(type === 'edited' ? [newest] : []),
        ].join(' AND '),
        values: { ':content': content, ':true': true, ':event': id, ':at': at },
      },
    ]);
  },

  /** Says what became of the file that lay at `url`; changes nothing where the line speaks of another by now. */
  async settleFile(thread: Thread, sk: string, url: string, file: Settled): Promise<void> {
    const entries = Object.entries(file);
    await table.change({
      update: keys.message(threadKey(thread), sk),
      set: `SET ${entries.map(([name]) => `content.#${name} = :${name}`).join(', ')}`,
      when: 'content.#url = :before',
      names: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
      values: { ':before': url, ...Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])) },
    });
  },

  /** Moves a line's status forward, and gives it; undefined where it is there already, or further. */
  async mark(thread: Thread, sk: string, news: News): Promise<Line | undefined> {
    return lineSchema.optional().parse(await table.change(statusWrite(thread, sk, news)));
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
   * Keeps the furthest receipt until `sent` says what it speaks of; one day is more than a send takes, and then it was not ours. Throws
   * Transient where that was said this very moment. One that speaks of a message in another thread is let go.
   */
  async keepEarly(receipt: Receipt): Promise<void> {
    const { thread, messageId, at } = receipt;
    const refusal = await insist(table, [
      {
        update: keys.delivery(`${thread.channel}:${thread.account}`, messageId),
        set: 'SET early = :early, #rank = :rank, expiresAt = :expiresAt',
        when: 'attribute_not_exists(line) AND (attribute_not_exists(#rank) OR #rank < :rank)',
        names: { '#rank': 'rank' },
        values: {
          ':early': JSON.stringify(receipt),
          ':rank': rank[receipt.status],
          ':expiresAt': Math.floor(at / 1000) + 86_400,
        },
      },
    ]);
    if (refusal && (await this.find(thread, messageId)) !== undefined)
      throw new Transient('the message that this receipt speaks of was noted this very moment');
  },

  /**
   * A message is out, under these ids of its parts: its line says so, and what is told of any of them will find it. One call for
   * a message of one part. Gives the receipts that were faster than this.
   */
  async sent(thread: Thread, sk: string, ids: readonly string[], at: number): Promise<Receipt[]> {
    const [first, ...others] = ids;
    const status = statusWrite(thread, sk, { status: 'sent', providerId: first });
    if (first === undefined) {
      await insist(table, [status]);
      return [];
    }
    const id = idWrite(thread, sk, first, others.at(-1));
    if (others.length > 0) await insist(table, [id]);
    const early = await Promise.all([
      note(table, deliveryWrite(thread, first, sk, at), [status], [id]),
      ...others.map((id) => note(table, deliveryWrite(thread, id, sk, at))),
    ]);
    return early.flatMap((receipt) => (receipt && threadKey(receipt.thread) === threadKey(thread) ? receipt : []));
  },
});

/**
 * Writes what an id means, and the news of its line, or what is to be written of that where they are none any more. Gives the
 * receipt that came before.
 */
async function note(
  table: Table,
  delivery: Delivery,
  news: Write[] = [],
  otherwise: Write[] = [],
): Promise<Receipt | undefined> {
  const refusal = await insist(table, [{ ...delivery, unless: 'exists', old: true }, ...news]);
  if (!refusal) return undefined;
  if (await insist(table, [delivery, ...news])) await insist(table, [delivery, ...otherwise]);
  const known = deliverySchema.optional().safeParse(refusal.refused[0]?.item).data;
  return known && 'early' in known ? known.early : undefined;
}
