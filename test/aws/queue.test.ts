import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { readEnvelope } from '../../lib/aws/envelope.ts';
import { effectParcel, eventParcel, send } from '../../lib/aws/queue.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import { threadEventSchema } from '../../lib/message.ts';
import { type Queues, startQueues } from '../../local/aws/sqs.ts';
import { text } from '../conversation/harness.ts';

let queues: Queues;
let client: SQSClient;
beforeAll(async () => {
  queues = await startQueues();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new SQSClient({ endpoint: queues.endpoint, region: 'us-east-1', credentials });
});
afterAll(() => queues.close());

const url = (name: string) => queues.create(`${name}.fifo`, { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
const thread = { channel: 'email', account: 'main', sender: 'änne.a.b+tag@example.org' };

async function receive(QueueUrl: string): Promise<string[]> {
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body = '' }) => Body);
}

test('any text a person can write travels unchanged, and half a character as the sign for one', async () => {
  const queue = url('text');
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (said) => {
      const sender = `${Math.random()}`;
      const event = text({ ...thread, sender }, `${said}\uFFFE\uFFFF\uD800`, { profile: { name: '\uD83D' } });
      await send(client, queue, [eventParcel(event, 'trace', 1)]);
      const [body = '{}'] = await receive(queue);
      expect(readEnvelope(threadEventSchema, JSON.parse(body)).body).toEqual({
        ...event,
        profile: { name: '\uFFFD' },
        content: { type: 'text', text: `${said}\uFFFE\uFFFF\uFFFD`.toWellFormed() },
      });
    }),
    { numRuns: 30 },
  );
});

test('25 messages go in three calls, in order, and what is sent twice is there once', async () => {
  const queue = url('many');
  const parcels = Array.from({ length: 25 }, (_, n) => ({ group: `${n}`, deduplication: `${n}`, body: `"${n}"` }));
  await send(client, queue, parcels);
  await send(client, queue, parcels);
  const found = [
    ...(await receive(queue)),
    ...(await receive(queue)),
    ...(await receive(queue)),
    ...(await receive(queue)),
  ];
  expect(found).toEqual(parcels.map(({ body }) => body));
});

test('messages that are too large for one call together go in several, and one that is by itself is refused for good', async () => {
  const queue = url('large');
  const parcel = (name: string, bytes: number) => ({ group: name, deduplication: name, body: 'é'.repeat(bytes / 2) });
  const parcels = Array.from({ length: 6 }, (_, index) => parcel(`${index}`, 400_000));
  await send(client, queue, parcels);
  const found = [];
  for (const _ of parcels) found.push(...(await receive(queue)));
  expect(found).toHaveLength(6);
  await expect(send(client, queue, [parcel('x', 1_100_000)])).rejects.toThrow(Permanent);
  await expect(send(client, queue, [parcel('x', 1_100_000)])).rejects.not.toThrow('é');
});

test('events of a thread share a group, its messages, its tasks and its files have one each', () => {
  const event = eventParcel(text(thread, 'hi'), 'trace', 1);
  expect(event.group).toBe(eventParcel(text(thread, 'ho'), 'trace', 2).group);
  const message = { type: 'send' as const, id: 'm', thread, sk: 's', content: { type: 'text' as const, text: 'x' } };
  const cancel = { type: 'cancel-task' as const, id: 'c', thread, taskSid: 'WT1', reason: 'left' };
  expect(effectParcel(message, 't', 1, false).group).not.toBe(effectParcel(cancel, 't', 1, false).group);
  const file = { type: 'keep-media' as const, id: 'k', thread, sk: 's', url: 'line:1', mediaType: 'image/png' };
  for (const other of [message, cancel])
    expect(effectParcel(file, 't', 1, false).group).not.toBe(effectParcel(other, 't', 1, false).group);
  expect(JSON.parse(effectParcel(message, 't', 1, true).body)).toMatchObject({ again: true });
});

test('a queue out of reach is Transient, a message that is none of ours Permanent', async () => {
  const nowhere = new SQSClient({
    endpoint: 'http://127.0.0.1:1',
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    maxAttempts: 1,
  });
  const parcel = { group: 'g', deduplication: 'd', body: '{}' };
  await expect(send(nowhere, 'http://127.0.0.1:1/000000000000/x.fifo', [parcel])).rejects.toThrow(Transient);
  expect(() => readEnvelope(z.object({}), { hello: 'world' })).toThrow(Permanent);
  expect(() => readEnvelope(z.object({}), { hello: 'world' })).toThrow(/no message of ours: id/);
});
