import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { schedule } from '../../lib/aws/schedule.ts';
import { Transient } from '../../lib/errors.ts';
import { localAccess } from '../../local/aws/access.ts';
import { startScheduler } from '../../local/aws/scheduler.ts';
import { type Queues, startQueues } from '../../local/aws/sqs.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');
const target = {
  group: 'seaway',
  roleArn: 'arn:aws:iam::000000000000:role/timers',
  queueArn: 'arn:aws:sqs:us-east-1:000000000000:timers.fifo',
};
const parcel = { group: 'line:main:U1', deduplication: 'timer', body: '{"id":"timer"}' };

let queues: Queues;
let url: string;
let now = noon;
let scheduler: Awaited<ReturnType<typeof startScheduler>>;
let client: SchedulerClient;
beforeAll(async () => {
  queues = await startQueues();
  url = queues.create('timers.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  scheduler = await startScheduler({ queues: queues.endpoint, now: () => now });
  client = new SchedulerClient({ endpoint: scheduler.endpoint, ...localAccess });
});
afterAll(async () => {
  await scheduler.close();
  await queues.close();
});

async function received(): Promise<string[]> {
  const sqs = new SQSClient({ endpoint: queues.endpoint, ...localAccess });
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body = '' }) => Body);
}

test('a timer set twice by the same name fires once, and not before its time', async () => {
  for (const _ of [1, 2]) await schedule(client, target, { name: 'once', at: noon + 60_000, parcel, now });
  now = noon + 59_000;
  expect(await received()).toEqual([]);
  now = noon + 60_000;
  const found: string[] = [];
  await vi.waitFor(async () => {
    found.push(...(await received()));
    expect(found).toEqual([parcel.body]);
  });
});

test('a timer whose time went by while it waited in the queue still fires', async () => {
  const late = { ...parcel, group: 'line:main:U2', body: '{"id":"late"}' };
  await schedule(client, target, { name: 'late', at: noon, parcel: late, now });
  now += 3_000;
  await vi.waitFor(async () => expect(await received()).toContain(late.body));
});

test('a scheduler out of reach is Transient', async () => {
  const nowhere = new SchedulerClient({ endpoint: 'http://127.0.0.1:1', maxAttempts: 1, ...localAccess });
  const setting = schedule(nowhere, target, { name: 'x', at: noon, parcel, now });
  await expect(setting).rejects.toThrow(Transient);
});
