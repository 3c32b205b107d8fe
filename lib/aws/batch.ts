import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { Permanent, reasonOf, Transient } from '../errors.ts';
import { count, logger } from './observe.ts';
import { send } from './queue.ts';

/** `receives` is 1 the first time a message is handed over. */
export type Work = (body: unknown, receives: number) => Promise<void>;

/**
 * Works on a batch of a FIFO queue: the groups side by side, each group in order, and nothing of a group after a failure.
 * Transient failures come again after a growing pause (2 s doubling to 15 min, or what the other side asked for);
 * Permanent ones go to the dead-letter queue with their reason.
 */
export async function workThrough(
  client: SQSClient,
  { queueUrl, deadLetterUrl }: { queueUrl: string; deadLetterUrl: string },
  { Records }: SQSEvent,
  work: Work,
): Promise<SQSBatchResponse> {
  const groups = Map.groupBy(Records, ({ attributes }) => attributes.MessageGroupId ?? '');
  const left = await Promise.all([...groups.values()].map((records) => workThroughGroup(records)));
  const failures = left.flat();
  if (failures.length > 0) await putBack(client, queueUrl, failures);
  return { batchItemFailures: failures.map(({ record }) => ({ itemIdentifier: record.messageId })) };

  async function workThroughGroup(records: SQSRecord[]): Promise<Failure[]> {
    for (const [index, record] of records.entries()) {
      const seconds = await attempt(record);
      if (seconds !== undefined) return records.slice(index).map((rest) => ({ record: rest, seconds }));
    }
    return [];
  }

  /** The seconds to wait before another try; undefined where none is needed. */
  async function attempt(record: SQSRecord): Promise<number | undefined> {
    const receives = Number(record.attributes.ApproximateReceiveCount);
    try {
      await work(parse(record.body), receives);
      return undefined;
    } catch (error) {
      logger.warn('a message could not be worked on', {
        messageId: record.messageId,
        receives,
        reason: reasonOf(error),
      });
      if (error instanceof Permanent) {
        await bury(record, reasonOf(error));
        return undefined;
      }
      count('retried');
      return (error instanceof Transient ? error.after : undefined) ?? Math.min(2 ** receives, 900);
    }
  }

  async function bury(record: SQSRecord, reason: string): Promise<void> {
    count('dead_lettered');
    const parcel = { group: record.messageId, deduplication: record.messageId, body: record.body, reason };
    await send(client, deadLetterUrl, [parcel]);
  }
}

type Failure = { record: SQSRecord; seconds: number };

async function putBack(client: SQSClient, QueueUrl: string, failures: Failure[]): Promise<void> {
  const Entries = failures.map(({ record, seconds }, index) => ({
    Id: String(index),
    ReceiptHandle: record.receiptHandle,
    VisibilityTimeout: Math.ceil(Math.min(Math.max(seconds, 1), 43_200)),
  }));
  await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries })).catch((error) => {
    logger.warn('messages come again only after the visibility timeout', { reason: reasonOf(error) });
  });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new Permanent('this is no message of ours: it is not JSON', { cause });
  }
}
