import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Effect } from '../../lib/effect.ts';
import type { Thread, ThreadEvent } from '../../lib/message.ts';
import type { Table } from '../../lib/store/table.ts';
import { bot, buttons, greeting, handOff, loop } from './flows.ts';
import { type Bench, openBench, startTable, text } from './harness.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

const textsOf = (bench: Bench) => bench.sent().map(({ content }) => ('text' in content ? content.text : content.type));

const taskOf = (bench: Bench) => {
  const task = [...bench.effects.values()].find((effect) => effect.type === 'task');
  if (task?.type !== 'task') throw new Error('no task was asked for');
  return task;
};

const taskEvent = (
  thread: Thread,
  task: Extract<Effect, { type: 'task' }>,
  event: Extract<ThreadEvent, { type: 'task' }>['event'],
  more: Partial<Extract<ThreadEvent, { type: 'task' }>> = {},
): ThreadEvent => ({
  type: 'task',
  id: `${event} ${more.version ?? ''} ${more.taskSid ?? ''}`,
  thread,
  at: 1_700_000_100_000,
  event,
  taskSid: 'WT1',
  externalId: task.id,
  ...more,
});

const mei = { sid: 'WK1', name: 'mei' };

describe('a customer and a flow', () => {
  test('are asked, answer, and what they said is in the transcript and on the customer', async () => {
    const bench = await openBench(table, greeting);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'hi'));
    await bench.hear(text(thread, 'Ann'));
    expect(textsOf(bench)).toEqual(['What is your name?', 'Hello Ann']);
    expect((await bench.customerOf(thread))?.attributes).toEqual({ name: 'Ann' });
    const lines = await bench.lines(thread);
    expect(lines.map(({ by, direction, status }) => [by, direction, status])).toEqual([
      ['customer', 'in', 'delivered'],
      ['flow', 'out', 'queued'],
      ['customer', 'in', 'delivered'],
      ['flow', 'out', 'queued'],
    ]);
  });

  test('meet again: the second execution knows the name', async () => {
    const bench = await openBench(table, greeting);
    const thread = bench.thread('U1');
    for (const said of ['hi', 'Ann', 'me again']) await bench.hear(text(thread, said));
    expect(textsOf(bench).at(-1)).toBe('Hello Ann');
  });

  test('a button that is pressed is in the transcript with what it said, and its id is the flow’s', async () => {
    const bench = await openBench(table, buttons);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'hi'));
    await bench.hear({ type: 'choice', id: 'c', thread, at: 1, optionId: 'zh' });
    expect((await bench.lines(thread))[2]?.content).toEqual({ type: 'text', text: '中文' });
    expect(textsOf(bench).at(-1)).toBe('中文 is zh');
    await bench.hear(text(thread, 'hi again'));
    await bench.hear({ type: 'choice', id: 'gone', thread, at: 2, optionId: 'fr' });
    expect((await bench.lines(thread)).at(-2)?.content).toEqual({ type: 'text', text: 'fr' });
  });

  test('a button that was shown earlier is in the transcript with what it said, too', async () => {
    const bench = await openBench(table, buttons);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'hi'));
    const newer = { type: 'choices' as const, text: 'Sure?', options: [{ id: 'yes', text: 'Yes' }] };
    const says = [{ key: 'newer', content: newer }];
    await bench.hear({ type: 'noted', id: 'n', thread, at: 1, lines: [], says, learnt: {}, timers: [] });
    await bench.hear({ type: 'choice', id: 'c', thread, at: 2, optionId: 'zh' });
    expect((await bench.lines(thread))[3]?.content).toEqual({ type: 'text', text: '中文' });
  });

  test('the same event twice is one message and one answer', async () => {
    const bench = await openBench(table, greeting);
    const thread = bench.thread('U1');
    const event = text(thread, 'hi');
    await bench.hear(event);
    await bench.hear(event);
    expect(textsOf(bench)).toEqual(['What is your name?']);
    expect(await bench.lines(thread)).toHaveLength(2);
  });

  test('a timer that fires in time goes on, one that fires late changes nothing', async () => {
    const bench = await openBench(table, greeting);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'hi'));
    const timer = [...bench.effects.values()].find((effect) => effect.type === 'timer');
    if (timer?.type !== 'timer') throw new Error('no timer was set');
    await bench.hear({ type: 'timeout', id: 'late', thread, at: timer.at, token: `${timer.token} of another step` });
    expect(textsOf(bench)).toEqual(['What is your name?']);
    await bench.hear({ type: 'timeout', id: 'fires', thread, at: timer.at, token: timer.token });
    expect(textsOf(bench)).toEqual(['What is your name?', 'Another time.']);
  });

  test('an execution that is 30 days old is over: what is said then begins another', async () => {
    const bench = await openBench(table, greeting);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'hi'));
    const later = text(thread, 'hello again');
    await bench.hear({ ...later, at: later.at + 31 * 86_400_000 });
    expect(textsOf(bench)).toEqual(['What is your name?', 'What is your name?']);
  });

  test('a one-time right to answer goes with the first message only', async () => {
    const bench = await openBench(table, loop);
    const replyWith = { token: 'once', until: 1_800_000_000_000 };
    await bench.hear(text(bench.thread('U1'), 'hi', { replyWith }));
    const rights = bench.sent().map((effect) => effect.replyWith?.token);
    expect(rights[0]).toBe('once');
    expect(rights.slice(1).every((right) => right === undefined)).toBe(true);
  });

  test('the flow asks a bot and says what it answers', async () => {
    const bench = await openBench(table, bot);
    bench.answerCalls(() => ({ status: 200, contentType: 'application/json', body: '{"answer": "42"}' }));
    await bench.hear(text(bench.thread('U1'), 'what is it?'));
    expect(bench.calls[0]?.body).toBe('text=what+is+it%3F');
    expect(textsOf(bench)).toEqual(['42']);
  });

  test('a bot that is down leads to the failure branch', async () => {
    const bench = await openBench(table, bot);
    await bench.hear(text(bench.thread('U1'), 'hello?'));
    expect(textsOf(bench)).toEqual(['No bot.']);
  });

  test('a flow that loops ends with the fallback, and the next customer is answered', async () => {
    const bench = await openBench(table, loop);
    await bench.hear(text(bench.thread('U1'), 'hi'));
    expect(textsOf(bench).at(-1)).toBe('Sorry.');
    expect(bench.logged).toContain('a flow broke down');
    expect((await bench.state(bench.thread('U1')))?.run).toBeUndefined();
    const before = bench.effects.size;
    await bench.hear(text(bench.thread('U2'), 'hi'));
    expect(bench.effects.size).toBeGreaterThan(before);
  });

  test('a message that did not arrive is red with the reason and goes no way back', async () => {
    const bench = await openBench(table, greeting);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'hi'));
    const [sent] = bench.sent();
    const receipt = { type: 'receipt' as const, thread, at: 1, messageId: 'SM1', outboundId: sent?.sk ?? '' };
    await bench.hear({ ...receipt, id: 'failed', status: 'failed', reason: '21610: opted out' });
    await bench.hear({ ...receipt, id: 'sent', status: 'sent' });
    const line = (await bench.lines(thread))[1];
    expect(line).toMatchObject({ status: 'failed', reason: '21610: opted out' });
  });

  test('edits and deletions reach the line they are about', async () => {
    const bench = await openBench(table, greeting);
    const thread = bench.thread('U1');
    const said = text(thread, 'hy');
    await bench.hear(said);
    const messageId = said.type === 'message' ? said.messageId : '';
    await bench.hear({ type: 'edited', id: 'e', thread, at: 1, messageId, content: { type: 'text', text: 'hi' } });
    expect((await bench.lines(thread))[0]).toMatchObject({ edited: true, content: { text: 'hi' } });
    await bench.hear({ type: 'deleted', id: 'd', thread, at: 2, messageId });
    expect((await bench.lines(thread))[0]).toMatchObject({ deleted: true, content: { text: '' } });
  });
});

describe('a hand-off', () => {
  test('asks for one task; from then on the flow is silent', async () => {
    const bench = await openBench(table, handOff);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'agent!'));
    const task = taskOf(bench);
    expect(task).toMatchObject({ workflow: 'WW1', taskChannel: 'TC1', attributes: { topic: 'help' } });
    await bench.hear(text(thread, 'hello?'));
    expect(textsOf(bench)).toEqual(['One moment.']);
    expect(await bench.state(thread)).toMatchObject({
      owner: 'agent',
      handOff: { state: 'asked', externalId: task.id },
    });
  });

  test('is accepted, answered and completed; then a new execution begins', async () => {
    const bench = await openBench(table, handOff);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'agent!'));
    const task = taskOf(bench);
    await bench.hear(taskEvent(thread, task, 'created', { version: 0 }));
    await bench.hear(taskEvent(thread, task, 'accepted', { version: 2, worker: mei }));
    const content = { type: 'text' as const, text: 'Hello, Mei here.' };
    await bench.hear({ type: 'agent-said', id: 's1', thread, at: 1, worker: mei, taskSid: 'WT1', content });
    expect(textsOf(bench)).toEqual(['One moment.', 'Hello, Mei here.']);
    await bench.hear(taskEvent(thread, task, 'wrapping', { version: 3 }));
    await bench.hear(taskEvent(thread, task, 'completed', { version: 4 }));
    expect(await bench.state(thread)).toMatchObject({ owner: 'flow', status: 'closed' });
    await bench.hear(text(thread, 'one more thing'));
    expect(textsOf(bench).at(-1)).toBe('One moment.');
    expect([...bench.effects.values()].filter(({ type }) => type === 'task')).toHaveLength(2);
  });

  test('events that come late, twice or about another task change nothing', async () => {
    const bench = await openBench(table, handOff);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'agent!'));
    const task = taskOf(bench);
    await bench.hear(taskEvent(thread, task, 'accepted', { version: 5, worker: mei }));
    await bench.hear(taskEvent(thread, task, 'rejected', { version: 2, worker: { sid: 'WK0', name: 'ana' } }));
    await bench.hear(taskEvent(thread, task, 'created', { version: 0 }));
    await bench.hear(taskEvent(thread, task, 'completed', { version: 9, externalId: 'another' }));
    expect(await bench.state(thread)).toMatchObject({ handOff: { state: 'accepted', worker: mei, sid: 'WT1' } });
  });

  test('of several who are asked, one who declines after another has accepted changes nothing', async () => {
    const bench = await openBench(table, handOff);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'agent!'));
    const task = taskOf(bench);
    await bench.hear(taskEvent(thread, task, 'accepted', { version: 5, worker: mei }));
    await bench.hear(taskEvent(thread, task, 'rejected', { version: 6, worker: { sid: 'WK0', name: 'ana' } }));
    expect(await bench.state(thread)).toMatchObject({ handOff: { state: 'accepted', worker: mei } });
  });

  test('an offer that is told of after it was declined is no offer', async () => {
    const bench = await openBench(table, handOff);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'agent!'));
    const task = taskOf(bench);
    const offer = { worker: mei, reservation: 'WR1' };
    await bench.hear(taskEvent(thread, task, 'rejected', { version: 3, ...offer }));
    await bench.hear(taskEvent(thread, task, 'offered', { version: 2, ...offer }));
    expect((await bench.state(thread))?.handOff?.offered).toEqual([]);
  });

  test('a second task for the same hand-off is canceled', async () => {
    const bench = await openBench(table, handOff);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'agent!'));
    const task = taskOf(bench);
    await bench.hear(taskEvent(thread, task, 'created', { version: 0 }));
    await bench.hear(taskEvent(thread, task, 'created', { version: 0, taskSid: 'WT2' }));
    const canceled = [...bench.effects.values()].find(({ type }) => type === 'cancel-task');
    expect(canceled).toMatchObject({ taskSid: 'WT2', reason: 'duplicate' });
    expect(await bench.state(thread)).toMatchObject({ handOff: { sid: 'WT1' } });
  });

  test('an agent who declines is not asked again', async () => {
    const bench = await openBench(table, handOff);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'agent!'));
    await bench.hear(taskEvent(thread, taskOf(bench), 'rejected', { version: 3, worker: mei }));
    const excluded = [...bench.effects.values()].find(({ type }) => type === 'exclude-worker');
    expect(excluded).toMatchObject({ taskSid: 'WT1', workerSid: 'WK1' });
  });

  test('a message from an agent who does not hold the task is kept, red, with the reason', async () => {
    const bench = await openBench(table, handOff);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'agent!'));
    await bench.hear(taskEvent(thread, taskOf(bench), 'accepted', { version: 2, worker: mei }));
    const content = { type: 'text' as const, text: 'me too' };
    const ben = { sid: 'WK2', name: 'ben' };
    await bench.hear({ type: 'agent-said', id: 's1', thread, at: 1, worker: ben, taskSid: 'WT1', content });
    expect(textsOf(bench)).toEqual(['One moment.']);
    expect((await bench.lines(thread)).at(-1)).toMatchObject({
      by: 'ben',
      status: 'failed',
      reason: expect.stringContaining('mei'),
    });
  });

  test('TaskRouter says no: the flow takes its branch', async () => {
    const bench = await openBench(table, handOff);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'agent!'));
    await bench.hear(taskEvent(thread, taskOf(bench), 'failed', { taskSid: '' }));
    expect(textsOf(bench)).toEqual(['One moment.', 'That failed.']);
    expect(await bench.state(thread)).toMatchObject({ owner: 'flow', status: 'closed' });
  });

  test('TaskRouter is out of reach: the customer is told, and keeps the place', async () => {
    const bench = await openBench(table, handOff);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'agent!'));
    await bench.hear(taskEvent(thread, taskOf(bench), 'delayed', { taskSid: '' }));
    expect(textsOf(bench)).toEqual(['One moment.', 'It takes longer.']);
    expect(await bench.state(thread)).toMatchObject({ owner: 'agent', handOff: { state: 'asked' } });
  });

  test('nobody took it: the customer is told', async () => {
    const bench = await openBench(table, handOff);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'agent!'));
    await bench.hear(taskEvent(thread, taskOf(bench), 'canceled', { version: 7 }));
    expect(textsOf(bench)).toEqual(['One moment.', 'Nobody is free.']);
  });

  test('the customer leaves before anybody accepted: the task is given back', async () => {
    const bench = await openBench(table, handOff);
    const thread = bench.thread('U1');
    await bench.hear(text(thread, 'agent!'));
    await bench.hear(taskEvent(thread, taskOf(bench), 'created', { version: 0 }));
    await bench.hear({ type: 'left', id: 'left', thread, at: 5 });
    expect((await bench.lines(thread)).at(-1)).toMatchObject({ by: 'system', content: { text: 'The customer left.' } });
    const left = [...bench.effects.values()].slice(-2);
    expect(left).toMatchObject([{ type: 'cancel-task', taskSid: 'WT1' }, { type: 'notify' }]);
  });
});

describe('one person on several channels', () => {
  test('who proves the same phone is known at once, with what the other channel learnt', async () => {
    const bench = await openBench(table, greeting);
    const phone = `phone:+41790${bench.account}` as const;
    const [sms, whatsapp] = [bench.thread('+4179', 'sms'), bench.thread('bot-user', 'telegram')];
    await bench.hear(text(sms, 'hi', { proves: [phone] }));
    await bench.hear(text(sms, 'Ann', { proves: [phone] }));
    await bench.hear(text(whatsapp, 'hello', { proves: [phone] }));
    expect(textsOf(bench).at(-1)).toBe('Hello Ann');
    expect((await bench.customerOf(whatsapp))?.id).toBe((await bench.customerOf(sms))?.id);
  });

  test('two people who turn out to be one: the older survives and learns what the other knew', async () => {
    const bench = await openBench(table, greeting);
    const phone = `phone:+41790${bench.account}` as const;
    const [line, sms] = [bench.thread('U1', 'line'), bench.thread('+4179', 'sms')];
    await bench.hear(text(line, 'hi'));
    await bench.hear(text(sms, 'hi', { proves: [phone] }));
    await bench.hear(text(sms, 'Ann', { proves: [phone] }));
    const older = await bench.customerOf(line);
    await bench.hear({ type: 'identified', id: 'i1', thread: line, at: 1, proves: [phone], worker: mei });
    expect((await bench.customerOf(sms))?.id).toBe(older?.id);
    expect((await bench.customerOf(line))?.attributes).toEqual({ name: 'Ann' });
    await bench.hear(text(sms, 'again', { proves: [phone] }));
    expect(textsOf(bench).at(-1)).toBe('Hello Ann');
  });

  test('two first messages at once on two workers: one customer, one thread, one task', async () => {
    const bench = await openBench(table, handOff);
    const thread = bench.thread('U1');
    await Promise.all([
      bench.hear(text(thread, 'one'), bench.openWorld()),
      bench.hear(text(thread, 'two'), bench.openWorld()),
    ]);
    expect((await bench.lines(thread)).filter(({ direction }) => direction === 'in')).toHaveLength(2);
    expect([...bench.effects.values()].filter(({ type }) => type === 'task')).toHaveLength(1);
    expect(textsOf(bench)).toEqual(['One moment.']);
  });

  test('two channels that prove the same phone at the same moment: one customer', async () => {
    const bench = await openBench(table, greeting);
    const phone = `phone:+41790${bench.account}` as const;
    const threads = [bench.thread('+4179', 'sms'), bench.thread('T1', 'telegram'), bench.thread('U1', 'line')];
    await Promise.all(threads.map((thread) => bench.hear(text(thread, 'hi', { proves: [phone] }), bench.openWorld())));
    const ids = await Promise.all(threads.map(async (thread) => (await bench.customerOf(thread))?.id));
    expect(new Set(ids).size).toBe(1);
  });
});
