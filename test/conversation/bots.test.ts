import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Said } from '../../lib/bots/bot.ts';
import type { BotResult } from '../../lib/flow/event.ts';
import type { Table } from '../../lib/store/table.ts';
import { type Bench, flow, openBench, startTable, text } from './harness.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

const say = { from: '{{flow.channel.address}}' };

/** A bot answers; those it hands over and those it fails go to an agent. */
const answering = flow(
  {
    name: 'bot',
    type: 'connect-virtual-agent-v2',
    properties: { connector_name: 'faq', parameters: [{ key: 'shop', value: 'harbour' }] },
    transitions: [
      { event: 'completed', next: 'bye' },
      { event: 'live-agent-handoff', next: 'agent' },
      { event: 'failed', next: 'sorry' },
    ],
  },
  { name: 'bye', type: 'send-message', properties: { ...say, body: 'Good bye.' }, transitions: [{ event: 'sent' }] },
  {
    name: 'sorry',
    type: 'send-message',
    properties: { ...say, body: 'A person will help you.' },
    transitions: [{ event: 'sent', next: 'agent' }],
  },
  {
    name: 'agent',
    type: 'send-to-flex',
    properties: {
      workflow: 'WW1',
      channel: 'TC1',
      attributes: '{"topic": "{{widgets.bot.VirtualAgentProviderData.AgentHandoffParameters.topic}}"}',
    },
    transitions: [{ event: 'callComplete' }, { event: 'failedToEnqueue' }, { event: 'callFailure' }],
  },
);

const textsOf = (bench: Bench) => bench.sent().map(({ content }) => ('text' in content ? content.text : content.type));
const tasksOf = (bench: Bench) =>
  [...bench.effects.values()].flatMap((effect) => (effect.type === 'task' ? [effect] : []));

/** A bot that repeats what it hears and hands over a refund. */
const echo = ({ text }: { text: string }): BotResult =>
  text === 'refund'
    ? { say: ['One moment.'], state: 'handoff', data: { topic: 'refund' } }
    : { say: [`You said ${text}.`], state: text === 'bye' ? 'completed' : 'continues' };

test('a bot talks with the customer until it is done', async () => {
  const bench = await openBench(table, answering);
  bench.answerBots(echo);
  const thread = bench.thread('U1');
  for (const said of ['hi', 'bye']) await bench.hear(text(thread, said));
  expect(textsOf(bench)).toEqual(['You said hi.', 'You said bye.', 'Good bye.']);
  expect((await bench.state(thread))?.run).toBeUndefined();
  const [first, second] = bench.asked;
  expect(first).toMatchObject({ bot: 'faq', text: 'hi', parameters: { shop: 'harbour' } });
  expect(second?.session).toBe(first?.session);
  expect(second?.id).not.toBe(first?.id);
  expect(first?.customer.id).toBe((await bench.customerOf(thread))?.id);
});

test('its hand-off leads to a task that carries what it learnt, and the bot is silent from then on', async () => {
  const bench = await openBench(table, answering);
  bench.answerBots(echo);
  const thread = bench.thread('U1');
  for (const said of ['hi', 'refund', 'hello?']) await bench.hear(text(thread, said));
  expect(textsOf(bench)).toEqual(['You said hi.', 'One moment.']);
  expect(tasksOf(bench)).toMatchObject([{ workflow: 'WW1', attributes: { topic: 'refund' } }]);
  expect((await bench.state(thread))?.owner).toBe('agent');
  expect(bench.asked).toHaveLength(2);
});

test('one that is down sends the customer on at once, and the log says why without a word of theirs', async () => {
  const bench = await openBench(table, answering);
  bench.answerBots(() => ({ failure: 'no answer from bot.example' }));
  await bench.hear(text(bench.thread('U1'), 'my card is 4111'));
  expect(textsOf(bench)).toEqual(['A person will help you.']);
  expect(tasksOf(bench)).toHaveLength(1);
  expect(bench.logged).toEqual(['a bot gave no answer']);
});

test('a flow that keeps asking one that is down comes to an end before its time does', async () => {
  const stubborn = flow({
    name: 'bot',
    type: 'connect-virtual-agent-v2',
    properties: { connector_name: 'faq' },
    transitions: [{ event: 'failed', next: 'bot' }],
  });
  const bench = await openBench(table, stubborn);
  await bench.hear(text(bench.thread('U1'), 'hi'));
  expect(bench.asked).toHaveLength(3);
  expect(textsOf(bench)).toEqual(['Sorry.']);
});

test('whatever a bot answers, the customer hears something or gets an agent', async () => {
  const result: fc.Arbitrary<BotResult> = fc.oneof(
    fc.record({ failure: fc.string() }),
    fc.record({
      say: fc.array(fc.string(), { maxLength: 10 }),
      state: fc.constantFrom('continues' as const, 'handoff' as const, 'completed' as const),
      data: fc.option(fc.dictionary(fc.string(), fc.string()), { nil: undefined }),
    }),
  );
  const bench = await openBench(table, answering);
  let person = 0;
  await fc.assert(
    fc.asyncProperty(result, async (answer) => {
      bench.answerBots(() => answer);
      bench.effects.clear();
      person += 1;
      await bench.hear(text(bench.thread(`U${person}`), 'hi'));
      expect(bench.sent().length + tasksOf(bench).length).toBeGreaterThan(0);
    }),
    { numRuns: 50 },
  );
});

test('one without a memory is told what was said in this visit, and nothing else', async () => {
  const bench = await openBench(table, answering);
  const told: Said[][] = [];
  bench.answerBots(async (message) => {
    told.push(await message.history());
    return echo(message);
  });
  const thread = bench.thread('U1');
  const secret = text(thread, 'my PIN is 1234');
  await bench.hear(text(thread, 'bye'));
  for (const event of [text(thread, 'hi'), secret]) await bench.hear(event);
  if (secret.type !== 'message') throw new Error('it is a message');
  await bench.hear({ type: 'deleted', id: 'gone', thread, at: secret.at, messageId: secret.messageId });
  await bench.hear(text(thread, 'again'));
  expect(told).toEqual([
    [],
    [],
    [
      { by: 'customer', text: 'hi' },
      { by: 'us', text: 'You said hi.' },
    ],
    [
      { by: 'customer', text: 'hi' },
      { by: 'us', text: 'You said hi.' },
      { by: 'us', text: 'You said my PIN is 1234.' },
    ],
  ]);
});

test('is told the language that the flow knows', async () => {
  const asking = (parameters: object[]) =>
    flow(
      {
        name: 'language',
        type: 'set-variables',
        properties: { variables: [{ key: 'customer_language', value: 'de' }] },
        transitions: [{ event: 'next', next: 'bot' }],
      },
      {
        name: 'bot',
        type: 'connect-virtual-agent-v2',
        properties: { connector_name: 'faq', parameters },
        transitions: [{ event: 'completed' }],
      },
    );
  for (const [parameters, language] of [
    [[], 'de'],
    [[{ key: 'language', value: 'ja' }], 'ja'],
  ] as const) {
    const bench = await openBench(table, asking([...parameters]));
    bench.answerBots(echo);
    await bench.hear(text(bench.thread('U1'), 'hi'));
    expect(bench.asked).toMatchObject([{ language, customer: { attributes: { language: 'de' } } }]);
  }
});

test('a message that comes twice is asked under one id and answered once', async () => {
  const bench = await openBench(table, answering);
  bench.answerBots(echo);
  const event = text(bench.thread('U1'), 'hi');
  const [one, other] = [bench.openWorld(), bench.openWorld()];
  await Promise.all([bench.hear(event, one), bench.hear(event, other)]);
  expect(new Set(bench.asked.map(({ id }) => id)).size).toBe(1);
  expect(textsOf(bench)).toEqual(['You said hi.']);
});
