import { afterAll, beforeAll, expect, test } from 'vitest';
import { Permanent } from '../../lib/errors.ts';
import { readFlow } from '../../lib/flow/flow.ts';
import { openFlows, publishFlow, routeTo } from '../../lib/store/flows.ts';
import type { Table } from '../../lib/store/table.ts';
import { greeting, loop } from '../conversation/flows.ts';
import { startTable } from '../conversation/harness.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

const named = (name: string, definition: unknown) => ({
  name,
  sid: name,
  definition: readFlow(definition),
  subflows: {},
});

test('publishing the same flow again changes nothing; a changed one is the next revision and the old one stays', async () => {
  expect(await publishFlow(table, named('desk', greeting), 1)).toBe(1);
  expect(await publishFlow(table, named('desk', greeting), 2)).toBe(1);
  expect(await publishFlow(table, named('desk', loop), 3)).toBe(2);
  const flows = openFlows(table, Date.now);
  expect((await flows.revision('desk', 1)).definition).toEqual(greeting);
  await routeTo(table, 'sms', 'main', 'desk');
  expect((await flows.answering('sms', 'main')).revision).toBe(2);
});

test('who answers is read again after 30 seconds', async () => {
  let now = 0;
  const flows = openFlows(table, () => now);
  await publishFlow(table, named('one', greeting), 1);
  await publishFlow(table, named('two', loop), 1);
  await routeTo(table, 'sms', 'changing', 'one');
  expect((await flows.answering('sms', 'changing')).name).toBe('one');
  await routeTo(table, 'sms', 'changing', 'two');
  expect((await flows.answering('sms', 'changing')).name).toBe('one');
  now = 30_001;
  expect((await flows.answering('sms', 'changing')).name).toBe('two');
});

test('a flow of 2,000 widgets fits into an item', async () => {
  const states = Array.from({ length: 2000 }, (_, n) => ({
    name: `widget_${n}`,
    type: 'send-message',
    properties: {
      body: `Message number ${n} of many, with ${'some text '.repeat(20)}`,
      from: '{{flow.channel.address}}',
    },
    transitions: [{ event: 'sent', next: `widget_${n + 1}` }],
  }));
  await publishFlow(table, named('large', { ...greeting, states: [...greeting.states, ...states] }), 1);
  expect((await openFlows(table, Date.now).revision('large', 1)).definition.states).toHaveLength(
    2000 + greeting.states.length,
  );
});

test('an account without a flow says what to do', async () => {
  const flows = openFlows(table, Date.now);
  await expect(flows.answering('sms', 'nobody')).rejects.toThrow(Permanent);
  await expect(flows.answering('sms', 'nobody')).rejects.toThrow(/config\/deployment.ts/);
});
