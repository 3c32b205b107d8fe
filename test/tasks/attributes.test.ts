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

test('ask for skills by name, or with the level that a worker must have', () => {
  const asked = (skills: unknown) => JSON.parse(taskAttributes(effect({ skills }, {})));
  expect(asked({ loans: 3, cards: 1 })).toMatchObject({ skills: ['loans', 'cards'], levels: { loans: 3, cards: 1 } });
  expect(asked(['loans', 7])).toMatchObject({ skills: ['loans'], levels: { loans: 1 } });
  for (const nothing of [undefined, 'loans', null, { loans: 'high' }, 5])
    expect(asked(nothing)).toMatchObject({ skills: [], levels: {} });
});

test('name the agent who knows the customer, or nobody', () => {
  const known = { worker: { sid: 'WK1', name: 'mei' }, why: 'open task' as const };
  expect(JSON.parse(taskAttributes(effect({}, {}), known))).toMatchObject({
    known_agent: 'WK1',
    known_agent_why: 'open task',
  });
  expect(JSON.parse(taskAttributes(effect({ known_agent: 'WK9' }, {})))).toMatchObject({ known_agent: null });
});

test('tell the language that agents speak, whichever country the customer is of', () => {
  expect(JSON.parse(taskAttributes(effect({}, { language: 'de-CH' })))).toMatchObject({ language: 'de' });
});

test('leave room for what somebody else will add', () => {
  const attributes = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`note_${index}`, 'x'.repeat(40)]));
  const room = (others: number) => 4_096 - 800 - taskAttributes(effect(attributes, {}), undefined, others).length;
  expect(room(0)).toBeGreaterThanOrEqual(0);
  expect(room(800)).toBeGreaterThanOrEqual(800);
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
      fc.dictionary(fc.string({ maxLength: 200 }), fc.integer(), { maxKeys: 20 }),
      (given, name, sender, skills) => {
        const json = taskAttributes(effect({ ...given, skills }, { name }, sender));
        expect(json.length + twentyWorkers).toBeLessThanOrEqual(4096);
        expect(threadOf(JSON.parse(json).thread_key).sender).toBe(sender.toWellFormed());
      },
    ),
  );
});
