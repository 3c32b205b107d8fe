import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workThrough } from '../../lib/aws/batch.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import { type Queues, startQueues } from '../../local/aws/sqs.ts';

let queues: Queues;
let client: SQSClient;
beforeAll(async () => {
  queues = await startQueues();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new SQSClient({ endpoint: queues.endpoint, region: 'us-east-1', credentials });
});
afterAll(() => queues.close());

const fifo = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
const open = (name: string) => ({
  queueUrl: queues.create(`${name}.fifo`, fifo),
  deadLetterUrl: queues.create(`${name}-dead.fifo`, fifo),
});

const record = (messageId: string, group: string, body: unknown, receives = 1): SQSRecord => ({
  messageId,
  receiptHandle: messageId,
  body: JSON.stringify(body),
  attributes: {
    MessageGroupId: group,
    ApproximateReceiveCount: String(receives),
    SentTimestamp: '0',
    SenderId: 'x',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn',
  awsRegion: 'local',
});

const batch = (...Records: SQSRecord[]): SQSEvent => ({ Records });

test('a group is worked on in order, and groups do not wait for each other', async () => {
  const done: string[] = [];
  const second = Promise.withResolvers<void>();
  await workThrough(
    client,
    open('order'),
    batch(record('1', 'a', 'a1'), record('2', 'b', 'b1'), record('3', 'a', 'a2')),
    async (body) => {
      if (body === 'a1') await second.promise;
      if (body === 'b1') second.resolve();
      done.push(String(body));
    },
  );
  expect(done).toEqual(['b1', 'a1', 'a2']);
});

test('a failure holds back what follows in its group, and only that', async () => {
  const done: string[] = [];
  const answer = await workThrough(
    client,
    open('failure'),
    batch(record('1', 'a', 'a1'), record('2', 'a', 'a2'), record('3', 'b', 'b1'), record('4', 'a', 'a3')),
    async (body) => {
      if (body === 'a2') throw new Transient('not now');
      done.push(String(body));
    },
  );
  expect(done.sort()).toEqual(['a1', 'b1']);
  expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['2', '4']);
});

test('what will never work goes to the dead-letter queue with its reason, and its group goes on', async () => {
  const done: string[] = [];
  const urls = open('dead');
  const answer = await workThrough(
    client,
    urls,
    batch(record('1', 'a', { n: 1 }), record('2', 'a', { n: 2 })),
    async (body) => {
      if (JSON.stringify(body) === '{"n":1}') throw new Permanent('there is no such thread');
      done.push(JSON.stringify(body));
    },
  );
  expect(answer.batchItemFailures).toEqual([]);
  expect(done).toEqual(['{"n":2}']);
  const { Messages } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: urls.deadLetterUrl, MessageAttributeNames: ['All'] }),
  );
  expect(Messages?.[0]?.Body).toBe('{"n":1}');
  expect(Messages?.[0]?.MessageAttributes?.reason?.StringValue).toBe('there is no such thread');
});

test('what is not even JSON goes there at once, too', async () => {
  const broken = { ...record('1', 'a', ''), body: '{"half' };
  const answer = await workThrough(client, open('broken'), batch(broken), () =>
    Promise.reject(new Error('not reached')),
  );
  expect(answer.batchItemFailures).toEqual([]);
});

test('how often a message was handed over is told to the work', async () => {
  const seen: number[] = [];
  await workThrough(client, open('receives'), batch(record('1', 'a', 'x', 7)), async (_, receives) => {
    seen.push(receives);
  });
  expect(seen).toEqual([7]);
});
