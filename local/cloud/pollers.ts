import { setTimeout as wait } from 'node:timers/promises';
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { localAccess } from '../aws/access.ts';

export type Mapping = {
  queueUrl: string;
  queueArn: string;
  batchSize: number;
  /** Whether the function's answer names the messages that failed. */
  partial: boolean;
  /** The function, by its id. */
  handler: string;
  invoke(event: SQSEvent): Promise<unknown>;
};

/** Lambda starts with five as well: while one waits for a slow batch, the others see to other groups. */
const fewest = 5;
/** When all wait, Lambda adds more, as long as there are groups to work on; here a hundred are enough. */
const most = 100;

export type Pollers = { close(): Promise<void> };

/**
 * Hands the messages of queues to functions as Lambda does it: what succeeded is deleted, the rest comes again when its
 * visibility timeout is over. `close` waits for the batches at work.
 */
export function startPollers(endpoint: string, mappings: Mapping[], log: (line: string) => void): Pollers {
  const sqs = new SQSClient({ endpoint, ...localAccess });
  let open = true;
  const polls = new Set<Promise<void>>();
  for (const mapping of mappings) pollAll(mapping);
  return {
    async close() {
      open = false;
      while (polls.size > 0) await Promise.all(polls);
      sqs.destroy();
    },
  };

  function pollAll(mapping: Mapping): void {
    const staff = { all: 0, busy: 0 };
    const add = () => {
      staff.all += 1;
      const work = poll(mapping, staff, add).finally(() => polls.delete(work));
      polls.add(work);
    };
    for (let count = 0; count < fewest; count += 1) add();
  }

  /** Works until the cloud is closed, or until more than enough others wait for work. */
  async function poll(mapping: Mapping, staff: { all: number; busy: number }, add: () => void): Promise<void> {
    while (open && (staff.all <= fewest || staff.all - staff.busy <= fewest)) {
      try {
        const messages = await receive(mapping);
        if (messages.length === 0) continue;
        staff.busy += 1;
        if (staff.busy === staff.all && staff.all < most) add();
        await hand(mapping, messages).finally(() => {
          staff.busy -= 1;
        });
      } catch (thrown) {
        log(`${mapping.queueArn}: ${String(thrown)}`);
        // Enough that a function which always fails does not fill the log.
        await wait(100);
      }
    }
    staff.all -= 1;
  }

  async function receive({ queueUrl, batchSize }: Mapping): Promise<Message[]> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: batchSize,
        // A long poll cannot be called off without losing a message to it, so closing waits for this second.
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    return Messages;
  }

  async function hand({ queueUrl, queueArn, partial, invoke }: Mapping, messages: Message[]): Promise<void> {
    const answer = await invoke({ Records: messages.map((message) => recordOf(message, queueArn)) });
    const failed = partial ? failuresOf(answer) : new Set();
    const Entries = messages
      .filter(({ MessageId }) => !failed.has(MessageId))
      .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
}

const partialSchema = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).default([]) })
  .nullable();

/** Throws on an answer of another shape: Lambda takes that for the failure of the whole batch. */
const failuresOf = (answer: unknown): Set<unknown> =>
  new Set(partialSchema.parse(answer)?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));

function recordOf(message: Message, eventSourceARN: string): SQSRecord {
  const { MessageId = '', ReceiptHandle = '', Body = '', MD5OfBody = '', Attributes, MessageAttributes = {} } = message;
  const attributes = Object.entries(MessageAttributes).map(([name, { StringValue, DataType = 'String' }]) => [
    name,
    { stringValue: StringValue, dataType: DataType },
  ]);
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '',
      ...Attributes,
    },
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion: localAccess.region,
  };
}
