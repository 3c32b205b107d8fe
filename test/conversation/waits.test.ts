import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Patience } from '../../lib/conversation/world.ts';
import type { Thread, ThreadEvent } from '../../lib/message.ts';
import type { Table } from '../../lib/store/table.ts';
import { handOff } from './flows.ts';
import { type Bench, openBench, startTable, text } from './harness.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

const place = { en: 'You are number {position}: about {minutes} min.', de: 'Platz {position}, {minutes} Min.' };
const unknown = { en: 'You are number {position}.' };
const callBack = {
  say: { en: 'Shall we write back to you?' },
  yes: { en: 'Yes' },
  no: { en: 'I wait' },
  confirm: { en: 'We will.' },
};

/** A customer who waits for an agent, and the ways to let time pass. */
async function openWait(patience: Partial<Patience>) {
  const whole: Patience = { seconds: 60, say: { en: 'It takes longer.' }, ...patience };
  const bench = await openBench(table, handOff, ['line', 'sms'], { patience: () => whole });
  const thread = bench.thread('U1');
  await bench.hear(text(thread, 'help'));
  const task = [...bench.effects.values()].find((effect) => effect.type === 'task');
  const tell = (event: 'created' | 'accepted' | 'completed', version: number) =>
    bench.hear({
      type: 'task',
      id: `${event} ${task?.id}`,
      thread,
      at: 1,
      event,
      taskSid: `WT${task?.id}`,
      externalId: task?.id ?? '',
      version,
      ...(event !== 'created' && { worker: { sid: 'WK1', name: 'mei' } }),
    });
  await tell('created', 0);
  return { bench, thread, tell, said: () => saidOf(bench).slice(1), ring: () => ring(bench, thread) };
}

const saidOf = (bench: Bench) => bench.sent().map(({ content }) => ('text' in content ? content.text : content.type));

/** The newest timer fires. */
async function ring(bench: Bench, thread: Thread): Promise<Extract<ThreadEvent, { type: 'timeout' }>> {
  const timer = timersOf(bench).at(-1);
  if (!timer) throw new Error('there is no timer');
  const { id, at, token } = timer;
  const event = { type: 'timeout', id, thread, at, token } as const;
  await bench.hear(event);
  return event;
}

const timersOf = (bench: Bench) =>
  [...bench.effects.values()].flatMap((effect) => (effect.type === 'timer' ? [effect] : []));
const asksOf = (bench: Bench) =>
  [...bench.effects.values()].flatMap((effect) => (effect.type === 'tell-wait' ? [effect] : []));

const placed = (thread: Thread, token: string, position: number, seconds?: number): ThreadEvent => ({
  type: 'placed',
  id: `placed ${token} ${position}`,
  thread,
  at: 2,
  token,
  position,
  ...(seconds !== undefined && { seconds }),
});

describe('a customer who is told their place', () => {
  test('has it looked up first, and hears it in whole minutes', async () => {
    const { bench, thread, ring, said } = await openWait({ say: place, unknown });
    const { token } = await ring();
    expect(said()).toEqual([]);
    expect(asksOf(bench)).toMatchObject([{ thread, token }]);
    await bench.hear(placed(thread, token, 3, 61));
    expect(said()).toEqual(['You are number 3: about 2 min.']);
  });

  test('is told at least a minute, and nothing of minutes where nobody knows them', async () => {
    const short = await openWait({ say: place, unknown });
    await short.bench.hear(placed(short.thread, (await short.ring()).token, 1, 2));
    expect(short.said()).toEqual(['You are number 1: about 1 min.']);
    const dark = await openWait({ say: place, unknown });
    await dark.bench.hear(placed(dark.thread, (await dark.ring()).token, 4));
    expect(dark.said()).toEqual(['You are number 4.']);
  });

  test('hears nothing of it where an agent came while it was looked up', async () => {
    const { bench, thread, ring, said, tell } = await openWait({ say: place, unknown });
    const { token } = await ring();
    await tell('accepted', 1);
    await bench.hear(placed(thread, token, 1, 30));
    expect(said()).toEqual([]);
  });

  test('hears it once, however often it is told', async () => {
    const { bench, thread, ring, said } = await openWait({ say: place, unknown });
    const event = placed(thread, (await ring()).token, 1, 30);
    await bench.hear(event);
    await bench.hear(event);
    expect(said()).toHaveLength(1);
  });
});

test('a customer is told again every so often, so many times at most', async () => {
  const { bench, ring, said } = await openWait({ every: 90, times: 3 });
  const [first] = timersOf(bench);
  for (let count = 0; count < 3; count += 1) await ring();
  expect(said()).toEqual(['It takes longer.', 'It takes longer.', 'It takes longer.']);
  expect(timersOf(bench).map(({ at }) => at - (first?.at ?? 0))).toEqual([0, 90_000, 180_000]);
});

describe('a customer who is offered to be written back to', () => {
  const choose = (thread: Thread, optionId: string): ThreadEvent => ({
    type: 'choice',
    id: `chose ${optionId}`,
    thread,
    at: 3,
    optionId,
  });
  const marks = (bench: Bench) => [...bench.effects.values()].filter(({ type }) => type === 'mark-task');

  const offer = 'It takes longer.\n\nShall we write back to you?';

  test('is offered it as choices, with everything they are told until they answer', async () => {
    const { bench, thread, ring, said } = await openWait({ callBack, every: 60, times: 5 });
    await ring();
    await ring();
    await bench.hear(choose(thread, 'call-back no'));
    await ring();
    expect(said()).toEqual([offer, offer, 'It takes longer.']);
    expect(bench.sent().find(({ content }) => content.type === 'choices')?.content).toMatchObject({
      options: [{ text: 'Yes' }, { text: 'I wait' }],
    });
  });

  test('keeps the place when they take it: the task is marked, nothing more is told of places, and leaving cancels nothing', async () => {
    const { bench, thread, ring, said, tell } = await openWait({ callBack, every: 60, times: 5 });
    await ring();
    await bench.hear(choose(thread, 'call-back yes'));
    expect(await bench.state(thread)).toMatchObject({
      owner: 'agent',
      handOff: { state: 'waiting', callBack: 'wanted' },
    });
    expect(marks(bench)).toMatchObject([{ marks: { call_back: true } }]);
    await ring();
    expect(said()).toEqual([offer, 'We will.']);
    await bench.hear({ type: 'left', id: 'left', thread, at: 4 });
    expect([...bench.effects.values()].filter(({ type }) => type === 'cancel-task')).toEqual([]);
    expect((await bench.lines(thread)).map(({ content }) => ('text' in content ? content.text : ''))).toContain(
      'The customer asked to be written back to.',
    );
    await tell('accepted', 1);
    expect(await bench.state(thread)).toMatchObject({ owner: 'agent', handOff: { state: 'accepted' } });
  });

  test('may answer by number where the channel has no buttons, and only once', async () => {
    const { bench, thread, ring, said } = await openWait({ callBack, every: 60, times: 2 });
    await ring();
    await ring();
    await bench.hear(text(thread, '1'));
    await bench.hear(choose(thread, 'call-back yes'));
    expect(said().filter((sentence) => sentence === 'We will.')).toHaveLength(1);
    expect(marks(bench)).toHaveLength(1);
  });

  test('goes on waiting where they decline: leaving cancels the task', async () => {
    const { bench, thread, ring } = await openWait({ callBack });
    await ring();
    await bench.hear(choose(thread, 'call-back no'));
    expect(await bench.state(thread)).toMatchObject({ handOff: { callBack: 'declined' } });
    await bench.hear({ type: 'left', id: 'left', thread, at: 4 });
    expect([...bench.effects.values()].filter(({ type }) => type === 'cancel-task')).toHaveLength(1);
  });

  test('has an agent already when they answer: it is a message like any other', async () => {
    const { bench, thread, ring, said, tell } = await openWait({ callBack });
    await ring();
    await tell('accepted', 1);
    await bench.hear(choose(thread, 'call-back yes'));
    expect(said()).not.toContain('We will.');
    expect(marks(bench)).toEqual([]);
  });
});
