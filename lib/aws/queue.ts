import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Effect, Envelope } from '../effect.ts';
import { Permanent, reasonOf, Transient } from '../errors.ts';
import type { ThreadEvent } from '../message.ts';
import { threadKey } from '../thread.ts';

export type Parcel = { group: string; deduplication: string; body: string; reason?: string };

/**
 * Sends to a FIFO queue, ten a call and in order. Throws Transient where not all of it got through: sent again, SQS drops
 * for 5 minutes what it has already. Throws Permanent where a message is larger than SQS takes.
 */
export async function send(client: SQSClient, url: string, parcels: Parcel[]): Promise<void> {
  for (const batch of batchesOf(parcels.map(entryOf))) {
    const Entries = batch.map((entry, index) => ({ Id: String(index), ...entry }));
    const { Failed = [] } = await client
      .send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))
      .catch((error) => {
        throw new Transient(`SQS did not take the messages: ${reasonOf(error)}`, { cause: error });
      });
    const fault = Failed.find(({ SenderFault }) => SenderFault) ?? Failed[0];
    if (fault?.SenderFault) throw new Permanent(`SQS refuses a message: ${fault.Message ?? fault.Code}`);
    if (fault) throw new Transient(`SQS did not take a message: ${fault.Message ?? fault.Code}`);
  }
}

const entryOf = ({ group, deduplication, body, reason }: Parcel) => ({
  MessageGroupId: plainId(group),
  MessageDeduplicationId: plainId(deduplication),
  MessageBody: allowed(body),
  ...(reason !== undefined && { MessageAttributes: { reason: { DataType: 'String', StringValue: allowed(reason) } } }),
});
type Entry = ReturnType<typeof entryOf>;

/** SQS takes 1 MiB in a call, of one message or of ten; some of it is for what stands around a body. */
const largest = 1_048_576 - 4_096;

/** Ten messages or less, and as many as one call has room for. */
function batchesOf(entries: Entry[]): Entry[][] {
  const batches: Entry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const bytes =
      Buffer.byteLength(entry.MessageBody) + Buffer.byteLength(entry.MessageAttributes?.reason.StringValue ?? '');
    if (bytes > largest) throw new Permanent(`a message of ${bytes} bytes is larger than SQS takes`);
    const batch = batches.at(-1);
    if (batch && batch.length < 10 && bytes <= room) {
      batch.push(entry);
      room -= bytes;
    } else {
      batches.push([entry]);
      room = largest - bytes;
    }
  }
  return batches;
}

/** Events of the same thread form one group: they are worked on one at a time, in order. */
export const eventParcel = (event: ThreadEvent, traceId: string, now: number): Parcel => {
  const { channel, account } = event.thread;
  return {
    group: threadKey(event.thread),
    deduplication: `${channel}:${account}:${event.id}`,
    body: JSON.stringify(envelope(event.id, traceId, now, event), wellFormed),
  };
};

/** A provider that cuts a text may cut a character in two, and the table takes no half of one. */
const wellFormed = (_: string, value: unknown): unknown => (typeof value === 'string' ? value.toWellFormed() : value);

/**
 * Messages to one thread form a group, what is asked of TaskRouter for it another, and its files a third and what an
 * agent does without words a fourth: while TaskRouter is out of reach the customer can still be told so, and nobody waits
 * for a large file.
 */
export const effectParcel = (effect: Effect, traceId: string, now: number, again: boolean): Parcel => ({
  group: `${threadKey(effect.thread)} ${groups[effect.type] ?? 'task'}`,
  deduplication: effect.id,
  body: JSON.stringify({ ...envelope(effect.id, traceId, now, effect), ...(again && { again }) }),
});

const groups: { [Type in Effect['type']]?: string } = { send: 'send', 'keep-media': 'file', signal: 'signal' };

const envelope = <Body>(id: string, traceId: string, enqueuedAt: number, body: Body): Envelope<Body> => ({
  id,
  traceId,
  enqueuedAt,
  body,
});

/** Group and deduplication ids take 128 plain characters; ours may be longer and in any script. */
export const plainId = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * SQS refuses U+FFFE and U+FFFF, and its local stand-in also what is beyond U+FFFF (every emoji): in JSON all of these can
 * be written as escapes.
 */
const allowed = (text: string): string =>
  text.replace(/[\uD800-\uDFFF\uFFFE\uFFFF]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
