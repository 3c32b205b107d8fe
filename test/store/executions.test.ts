import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openExecutions } from '../../lib/store/executions.ts';
import type { Table } from '../../lib/store/table.ts';
import { flow, openBench, startTable, text } from '../conversation/harness.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

const survey = flow(
  {
    name: 'ask',
    type: 'send-and-wait-for-reply',
    properties: { body: 'How was it?', timeout: '60' },
    transitions: [{ event: 'incomingMessage', next: 'keep' }],
  },
  {
    name: 'keep',
    type: 'set-variables',
    properties: { variables: [{ key: 'answer', value: '{{widgets.ask.inbound.Body}}' }] },
    transitions: [{ event: 'next', next: 'look_up' }],
  },
  {
    name: 'look_up',
    type: 'make-http-request',
    properties: { method: 'GET', url: 'https://shop.example/answers' },
    transitions: [{ event: 'success', next: 'thank' }],
  },
  { name: 'thank', type: 'send-message', properties: { body: 'Thank you.' } },
);

test('every turn of a flow leaves what it was fed, where that led and what it knew, in the order it happened', async () => {
  const bench = await openBench(table, survey);
  bench.answerCalls(() => ({ status: 200, contentType: 'application/json', body: '{"ok": true}' }));
  const ana = bench.thread('ana');
  await bench.hear(text(ana, 'hello'));
  await bench.hear(text(ana, 'good'));
  const [execution = '', ...others] = await openExecutions(table).begun(
    bench.name,
    1_699_900_000_000,
    1_700_100_000_000,
  );
  expect(others).toEqual([]);
  const found = await openExecutions(table).read(execution);
  expect(found).toMatchObject({ execution, flow: bench.name, revision: 1, threadKey: `line:${bench.account}:ana` });
  expect(found?.turns.map(({ events }) => events.map(({ type }) => type))).toEqual([['start'], ['message', 'called']]);
  expect(found?.turns.map(({ steps }) => steps.map(({ from, name, to }) => `${from} ${name} ${to}`))).toEqual([
    ['Trigger incomingMessage ask'],
    ['ask incomingMessage keep', 'keep next look_up', 'look_up success thank', 'thank sent Ended'],
  ]);
  expect(found?.turns.map(({ variables }) => variables)).toEqual([{}, { answer: 'good' }]);
});

test('executions are found by the moment they began', async () => {
  const bench = await openBench(table, survey);
  const day = 86_400_000;
  const first = 1_700_000_000_000;
  const [second, third] = [first + day, first + 2 * day];
  for (const at of [first, second, third]) await bench.hear({ ...text(bench.thread(`on ${at}`), 'hello'), at });
  const begun = (since: number, until: number) => openExecutions(table).begun(bench.name, since, until);
  const all = await begun(first, third);
  expect(all).toHaveLength(3);
  expect(await begun(first + 1, third + 1)).toEqual(all.slice(1));
  expect(await begun(first - 1, second - 1)).toEqual(all.slice(0, 1));
  expect(await openExecutions(table).begun('no such flow', first, third)).toEqual([]);
});

test('a turn too large to keep leaves that it was there', async () => {
  const get = (name: string, again: string) => ({
    name,
    type: 'make-http-request',
    properties: { method: 'GET', url: 'https://shop.example/next' },
    transitions: [{ event: 'failed', next: again }, { event: 'success' }],
  });
  const bench = await openBench(table, flow(get('one', 'other'), get('other', 'one')));
  bench.answerCalls(() => ({
    status: bench.calls.length < 8 ? 500 : 200,
    contentType: 'text/plain',
    body: randomBytes(48_000).toString('base64'),
  }));
  const event = text(bench.thread('bob'), 'hello');
  await bench.hear(event);
  const [execution = ''] = await openExecutions(table).begun(bench.name, event.at, event.at);
  const found = await openExecutions(table).read(execution);
  expect(found?.turns).toEqual([{ at: event.at, events: [], steps: [], variables: {}, cut: true }]);
});

test('an execution that nobody had is not there', async () => {
  expect(await openExecutions(table).read('FN0')).toBeUndefined();
});
