import fc from 'fast-check';
import { expect, test } from 'vitest';
import { taskAttributes } from '../../lib/tasks/attributes.ts';
import { threadOf } from '../../lib/thread.ts';

const effect = (attributes: Record<string, unknown>, customer: Record<string, unknown>, sender = '+41790000000') => ({
  type: 'task' as const,
  id: 'c0ffee',
  thread: { channel: 'sms', account: 'main', sender },
  workflow: 'WW1',
  taskChannel: 'chat',
  priority: 0,
  timeout: 60,
  attributes,
  customer: { id: 'c1', attributes: customer },
});

test('say what Flex shows and what routing asks for', () => {
  const attributes = JSON.parse(
    taskAttributes(effect({ topic: 'refund', skills: ['billing'] }, { name: 'Ann', language: 'de', vip: true })),
  );
  expect(attributes).toMatchObject({
    topic: 'refund',
    channelType: 'sms',
    from: 'Ann',
    name: 'Ann',
    customerName: 'Ann',
    customerAddress: '+41790000000',
    customer_id: 'c1',
    external_id: 'c0ffee',
    language: 'de',
    vip: true,
    skills: ['billing'],
    rejected_workers: [],
  });
  expect(threadOf(attributes.thread_key)).toEqual({ channel: 'sms', account: 'main', sender: '+41790000000' });
});

test('a flow cannot take the place of what routing relies on', () => {
  const attributes = JSON.parse(taskAttributes(effect({ external_id: 'mine', rejected_workers: 'none' }, {})));
  expect(attributes).toMatchObject({ external_id: 'c0ffee', rejected_workers: [] });
});

test('always fit into 4,096 characters with 20 workers who declined, and lead back to the thread', () => {
  const twentyWorkers = JSON.stringify(Array.from({ length: 20 }, () => `WK${'0'.repeat(32)}`)).length;
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ maxLength: 30 }), fc.string({ maxLength: 3000 }), { maxKeys: 8 }),
      fc.string({ maxLength: 5000 }),
      fc.string({ unit: 'binary', maxLength: 60 }),
      (given, name, sender) => {
        const json = taskAttributes(effect(given, { name }, sender));
        expect(json.length + twentyWorkers).toBeLessThanOrEqual(4096);
        expect(threadOf(JSON.parse(json).thread_key).sender).toBe(sender.toWellFormed());
      },
    ),
  );
});
