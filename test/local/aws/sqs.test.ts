import { mkdtemp } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { localAccess } from '../../../local/aws/access.ts';
import { startQueues } from '../../../local/aws/sqs.ts';

const fifo = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };

test('messages outlive a restart, and making a queue again does not empty it', async () => {
  const data = await mkdtemp(join(tmpdir(), 'seaway-'));
  const first = await startQueues({ data });
  const send = { QueueUrl: first.create('inbound.fifo', fifo), MessageGroupId: 'a' };
  await new SQSClient({ endpoint: first.endpoint, ...localAccess }).send(
    new SendMessageCommand({ ...send, MessageBody: 'kept' }),
  );
  await first.close();

  const second = await startQueues({ data });
  const { Messages = [] } = await new SQSClient({ endpoint: second.endpoint, ...localAccess }).send(
    new ReceiveMessageCommand({ QueueUrl: second.create('inbound.fifo', fifo) }),
  );
  await second.close();
  expect(Messages.map(({ Body }) => Body)).toEqual(['kept']);
});

test('only this machine is answered', async () => {
  const queues = await startQueues();
  const { port } = new URL(queues.endpoint);
  const others = Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
  );
  const answers = await Promise.all(
    ['127.0.0.1', ...others].map((address) =>
      fetch(`http://${address}:${port}/health`).then(
        ({ status }) => status,
        () => 'refused',
      ),
    ),
  );
  await queues.close();
  expect(answers).toEqual([200, ...others.map(() => 'refused')]);
});
