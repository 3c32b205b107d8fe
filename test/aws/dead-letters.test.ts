import { SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { lookInto } from '../../lib/aws/dead-letters.ts';
import { send } from '../../lib/aws/queue.ts';
import { Transient } from '../../lib/errors.ts';
import { localAccess } from '../../local/aws/access.ts';
import { startQueues } from '../../local/aws/sqs.ts';

test('dead letters are looked at with their reason, and lie where they were', async () => {
  const queues = await startQueues();
  onTestFinished(() => queues.close());
  const url = queues.create('Dead.fifo', { FifoQueue: 'true' });
  const client = new SQSClient({ endpoint: queues.endpoint, ...localAccess });
  const before = Date.now();
  await send(client, url, [
    { group: 'a', deduplication: 'a', body: '{"half', reason: 'it is not JSON' },
    { group: 'b', deduplication: 'b', body: '{}' },
  ]);
  for (const time of ['once', 'twice', 'three times']) {
    const found = await lookInto(client, { name: 'inbound', url });
    expect([time, found.map(({ queue, body, reason }) => [queue, body, reason]).sort()]).toEqual([
      time,
      [
        ['inbound', '{"half', 'it is not JSON'],
        ['inbound', '{}', undefined],
      ],
    ]);
    for (const { at } of found) expect(at).toBeGreaterThanOrEqual(before - 1_000);
  }
});

test('SQS out of reach is Transient', async () => {
  const client = new SQSClient({ endpoint: 'http://127.0.0.1:9', ...localAccess, maxAttempts: 1 });
  await expect(lookInto(client, { name: 'inbound', url: 'http://127.0.0.1:9/1/Dead.fifo' })).rejects.toThrow(Transient);
});
