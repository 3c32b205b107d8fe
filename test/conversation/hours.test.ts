import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Routing } from '../../lib/conversation/world.ts';
import type { Table } from '../../lib/store/table.ts';
import { handOff } from './flows.ts';
import { type Bench, flow, openBench, startTable, text } from './harness.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

const textsOf = (bench: Bench) => bench.sent().map(({ content }) => ('text' in content ? content.text : content.type));
const open = (routing: Partial<Routing>) => openBench(table, handOff, ['line', 'sms', 'telegram'], routing);
const taskOf = (bench: Bench) => [...bench.effects.values()].find((effect) => effect.type === 'task');
const timerOf = (bench: Bench) => {
  const timer = [...bench.effects.values()].find((effect) => effect.type === 'timer');
  if (timer?.type !== 'timer') throw new Error('there is no timer');
  return timer;
};

describe('a hand-off outside the hours', () => {
  test('that nobody takes: the customer is told, and the flow goes on by its failed branch', async () => {
    const refused = 'Closed until tomorrow.';
    const bench = await open({
      admit: ({ workflow }) => ({ workflow, later: 0, say: { en: 'We are closed.' }, refused }),
    });
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'help'));
    expect(textsOf(bench)).toEqual(['One moment.', 'We are closed.', 'That failed.']);
    expect(taskOf(bench)).toBeUndefined();
    expect(await bench.state(thread)).toMatchObject({ owner: 'flow' });
  });

  test('that waits for the opening: the customer is told, and the task has that much longer', async () => {
    const bench = await open({ admit: ({ workflow }) => ({ workflow, later: 7_200, say: { en: 'Open at 8.' } }) });
    await bench.hear(text(bench.thread('U1'), 'help'));
    expect(textsOf(bench)).toEqual(['One moment.', 'Open at 8.']);
    expect(taskOf(bench)).toMatchObject({ workflow: 'WW1', timeout: 3_600 + 7_200 });
  });

  test('never waits longer than TaskRouter lets a task wait', async () => {
    const bench = await open({ admit: ({ workflow }) => ({ workflow, later: 5_000_000 }) });
    await bench.hear(text(bench.thread('U1'), 'help'));
    expect(taskOf(bench)).toMatchObject({ timeout: 1_209_600 });
  });

  test('that another workflow takes goes there', async () => {
    const bench = await open({ admit: () => ({ workflow: 'Night', later: 0 }) });
    await bench.hear(text(bench.thread('U1'), 'help'));
    expect(textsOf(bench)).toEqual(['One moment.']);
    expect(taskOf(bench)).toMatchObject({ workflow: 'Night', timeout: 3_600 });
  });

  test('heard twice is told once', async () => {
    const bench = await open({
      admit: ({ workflow }) => ({ workflow, later: 0, say: { en: 'Closed.' }, refused: 'x' }),
    });
    const event = text(bench.thread('U1'), 'help');
    await bench.hear(event);
    await bench.hear(event);
    expect(textsOf(bench)).toEqual(['One moment.', 'Closed.', 'That failed.']);
  });
});

describe('a customer who waits long', () => {
  const patience: Routing['patience'] = () => ({ seconds: 60, say: { en: 'It takes longer.', de: 'Es dauert.' } });

  test('is told once, where nobody has come', async () => {
    const bench = await open({ patience });
    const thread = bench.thread('U1');
    const asked = text(thread, 'help');
    await bench.hear(asked);
    const timer = timerOf(bench);
    expect(timer.at).toBe(asked.at + 60_000);
    const woken = { type: 'timeout', id: timer.id, thread, at: timer.at, token: timer.token } as const;
    await bench.hear(woken);
    await bench.hear(woken);
    expect(textsOf(bench)).toEqual(['One moment.', 'It takes longer.']);
    expect(await bench.state(thread)).toMatchObject({ owner: 'agent', handOff: { state: 'asked' } });
  });

  test('is not told when an agent is there, or the conversation is over', async () => {
    const bench = await open({ patience });
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'help'));
    const { id, at, token } = timerOf(bench);
    const externalId = taskOf(bench)?.id ?? '';
    const task = { type: 'task', thread, at, taskSid: 'WT1', externalId, worker: { sid: 'WK1', name: 'mei' } } as const;
    await bench.hear({ ...task, id: 'a', event: 'accepted', version: 1 });
    await bench.hear({ type: 'timeout', id, thread, at, token });
    await bench.hear({ ...task, id: 'b', event: 'completed', version: 2 });
    await bench.hear({ type: 'timeout', id: `${id} late`, thread, at, token });
    expect(textsOf(bench)).toEqual(['One moment.']);
  });
});

test('a flow that asks again and again while it is closed breaks down, and the customer hears so', async () => {
  const again = flow({
    name: 'flex',
    type: 'send-to-flex',
    properties: { workflow: 'WW1', channel: 'TC1' },
    transitions: [{ event: 'callComplete' }, { event: 'failedToEnqueue', next: 'flex' }],
  });
  const bench = await openBench(table, again, ['line'], {
    admit: ({ workflow }) => ({ workflow, later: 0, refused: 'Closed.' }),
  });
  await bench.hear(text(bench.thread('U1'), 'help'));
  expect(textsOf(bench)).toEqual(['Sorry.']);
});
