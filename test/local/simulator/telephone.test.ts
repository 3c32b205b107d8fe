import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { until } from '../../../local/until.ts';
import { openSwitchboard } from './switchboard.ts';

const lena = '+41790000001';
const response = (verbs: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;

const menu = {
  '/voice': response(
    '<Gather input="dtmf speech" numDigits="1" action="HERE/chosen"><Say>Press 1.</Say></Gather><Say>Goodbye.</Say>',
  ),
  '/chosen': response(
    '<Play>https://sounds.example/one.mp3</Play><Play digits="12"/><Record action="HERE/thanks" finishOnKey="#"/>',
  ),
  '/thanks': response('<Say>Thank you.</Say>'),
  '/news': response('<Say>Your card is ready.</Say>'),
};

test('a call is shown step by step, with what was heard and what went over the wire', async () => {
  const board = await openSwitchboard(menu);
  await board.call(lena);
  const [ringing] = board.calls();
  const sid = ringing?.sid ?? '';
  expect(ringing).toMatchObject({ customer: lena, state: 'in-progress', keys: { most: 1, finish: '#' }, speech: true });
  await board.does(sid, { type: 'press', digits: '1' });
  expect(board.calls()[0]).toMatchObject({ waitsAt: 'Record', speech: false });
  await board.does(sid, { type: 'message', text: 'Please call me back this afternoon.' });
  const [call] = board.calls();
  expect(call).toMatchObject({ state: 'completed', ended: expect.any(Number) });
  expect(call?.steps).toMatchObject([
    { by: 'line', text: 'Called', heard: ['Press 1.'], exchanges: [{ status: 200, parameters: { From: lena } }] },
    { text: 'Pressed 1', heard: ['[https://sounds.example/one.mp3]', '[tones 12]'] },
    { by: 'customer', text: 'Left a message of 3 s: Please call me back this afternoon.', heard: ['Thank you.'] },
  ]);
  expect(call?.steps[1]?.exchanges).toMatchObject([
    { parameters: { Digits: '1' }, twiml: expect.stringContaining('<Record') },
  ]);
});

test('words are heard, silence passes by, and hanging up ends it', async () => {
  const board = await openSwitchboard(menu);
  await board.call(lena);
  await board.does(board.calls()[0]?.sid ?? '', { type: 'keep-silent' });
  expect(board.calls()[0]?.steps.at(-1)).toMatchObject({ text: 'Said nothing', heard: ['Goodbye.'] });
  await board.call(lena);
  const sid = board.calls()[1]?.sid ?? '';
  await board.does(sid, { type: 'speak', text: 'A message' });
  await board.does(sid, { type: 'hang-up' });
  expect(board.calls()[1]).toMatchObject({
    state: 'completed',
    steps: [{}, { text: 'A message' }, { text: 'Hung up' }],
  });
});

test('what was sent twice is done once', async () => {
  const board = await openSwitchboard(menu);
  const action = { type: 'call', id: randomUUID(), account: 'main', customer: lena };
  await Promise.all([board.act(action), board.act(action)]);
  expect(board.calls()).toHaveLength(1);
});

describe('what cannot be done', () => {
  test('is told in a sentence, and leaves nothing on the call', async () => {
    const board = await openSwitchboard(menu);
    await expect(board.call('+10000000000')).rejects.toThrow('there is no customer with the number +10000000000');
    await board.call(lena);
    await expect(board.call(lena)).rejects.toThrow('Lena Keller is on the phone already: hang up first');
    const sid = board.calls()[0]?.sid ?? '';
    await expect(board.does(sid, { type: 'answer' })).rejects.toThrow('the call is in-progress, not ringing');
    await expect(board.does(sid, { type: 'message', text: 'hello' })).rejects.toThrow('not at Record');
    expect(board.calls()[0]?.steps).toHaveLength(1);
    await expect(board.does('CA0', { type: 'hang-up' })).rejects.toThrow('there is no such call any more');
    await board.does(sid, { type: 'hang-up' });
    await expect(board.does(sid, { type: 'hang-up' })).rejects.toThrow('the call is completed');
  });

  test.each([
    [{ type: 'press', digits: '' }, /the keys of a telephone are 0 to 9/],
    [{ type: 'press', digits: '1a' }, /the keys of a telephone are 0 to 9/],
    [{ type: 'press', digits: '1'.repeat(33) }, /32 at most/],
    [{ type: 'speak', text: '  ' }, /Too small/],
    [{ type: 'sing' }, /Invalid/],
  ])('%j is no deed', async (does, reason) => {
    const board = await openSwitchboard(menu);
    await expect(board.act({ type: 'telephone', id: randomUUID(), call: 'CA0', does })).rejects.toThrow(reason);
  });
});

test('where Seaway does not answer with a document, the call says so and is over', async () => {
  const board = await openSwitchboard({});
  await board.call(lena);
  expect(board.calls()[0]).toMatchObject({
    state: 'completed',
    steps: [{ text: 'Called', fault: expect.stringMatching(/answered 500/) }],
  });
});

test('a document that cannot be read is told on the call, which waits where it was', async () => {
  const board = await openSwitchboard({ ...menu, '/chosen': response('<Gather><Sing/></Gather>') });
  await board.call(lena);
  const sid = board.calls()[0]?.sid ?? '';
  await board.does(sid, { type: 'press', digits: '1' });
  expect(board.calls()[0]).toMatchObject({ waitsAt: 'Gather', speech: true, keys: { most: 1 } });
  expect(board.calls()[0]?.steps.at(-1)?.fault).toBe('<Sing> may not stand in <Gather>');
});

test('a call that a flow places rings, and can be answered or declined', async () => {
  const board = await openSwitchboard(menu);
  const rings = async (how: number) => {
    expect((await board.place(lena)).status).toBe(201);
    return until('it rings', () => board.calls()[how]);
  };
  const first = await rings(0);
  expect(first).toMatchObject({ state: 'ringing', direction: 'outbound-api', steps: [{ text: 'Seaway calls' }] });
  await board.does(first.sid, { type: 'answer' });
  expect(board.calls()[0]?.steps.at(-1)).toMatchObject({ text: 'Answered', heard: ['Your card is ready.'] });
  const second = await rings(1);
  await board.does(second.sid, { type: 'decline' });
  expect(board.calls()[1]?.state).toBe('busy');
});
