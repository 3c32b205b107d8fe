import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ActionAfterCompletion,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  FlexibleTimeWindowMode,
  GetScheduleCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { localAccess } from '../../../local/aws/access.ts';
import { startScheduler } from '../../../local/aws/scheduler.ts';
import { type Queues, startQueues } from '../../../local/aws/sqs.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');
let queues: Queues;
let sqs: SQSClient;

beforeAll(async () => {
  queues = await startQueues();
  sqs = new SQSClient({ endpoint: queues.endpoint, ...localAccess });
});
afterAll(() => queues.close());

test('a schedule fires once its time has come, in order, and is then gone', async () => {
  const { client, clock, close } = await start();
  const QueueUrl = queues.create('order.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  await client.send(create('later', 'order.fifo', '2026-11-22T12:00:20'));
  await client.send(create('sooner', 'order.fifo', '2026-11-22T12:00:10'));
  expect((await client.send(named(GetScheduleCommand, 'later'))).Name).toBe('later');
  expect(await bodies(QueueUrl)).toEqual([]);

  clock.now = noon + 20_000;
  const received: (string | undefined)[] = [];
  await vi.waitFor(async () => {
    received.push(...(await bodies(QueueUrl)));
    expect(received).toEqual(['sooner', 'later']);
  });
  await vi.waitFor(() =>
    expect(client.send(named(GetScheduleCommand, 'later'))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    }),
  );
  await close();
});

test('timers outlive a restart', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'seaway-')), 'timers.sqlite');
  const QueueUrl = queues.create('kept.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  const before = await start(file);
  await before.client.send(create('kept', 'kept.fifo', '2026-11-22T12:00:10'));
  await before.close();

  const after = await start(file);
  after.clock.now = noon + 10_000;
  await vi.waitFor(async () => expect(await bodies(QueueUrl)).toEqual(['kept']));
  await after.close();
});

test('a name can be taken once, is free again after deletion, and only one-time schedules are known', async () => {
  const { client, close } = await start();
  const tomorrow = create('mine', 'any.fifo', '2026-11-23T12:00:00');
  await client.send(tomorrow);
  await expect(client.send(tomorrow)).rejects.toMatchObject({ name: 'ConflictException' });
  await client.send(named(DeleteScheduleCommand, 'mine'));
  await client.send(tomorrow);
  const daily = create('daily', 'any.fifo', 'rate(1 day)');
  await expect(client.send(daily)).rejects.toMatchObject({ name: 'ValidationException' });
  await close();
});

async function start(file?: string) {
  const clock = { now: noon };
  const scheduler = await startScheduler({ queues: queues.endpoint, now: () => clock.now, ...(file && { file }) });
  const client = new SchedulerClient({ endpoint: scheduler.endpoint, ...localAccess });
  return { clock, client, close: scheduler.close };
}

const create = (Name: string, queue: string, at: string) =>
  new CreateScheduleCommand({
    GroupName: 'timers',
    Name,
    ScheduleExpression: at.startsWith('rate') ? at : `at(${at})`,
    FlexibleTimeWindow: { Mode: FlexibleTimeWindowMode.OFF },
    ActionAfterCompletion: ActionAfterCompletion.DELETE,
    Target: {
      Arn: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
      RoleArn: 'arn:aws:iam::000000000000:role/timers',
      Input: Name,
      SqsParameters: { MessageGroupId: Name },
    },
  });

const named = <Command>(Kind: new (input: { GroupName: string; Name: string }) => Command, Name: string) =>
  new Kind({ GroupName: 'timers', Name });

async function bodies(QueueUrl: string) {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body }) => Body);
}
