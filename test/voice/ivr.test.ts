import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Table } from '../../lib/store/table.ts';
import { callerOf } from '../../lib/voice/caller.ts';
import { startTable, text } from '../conversation/harness.ts';
import { callFlow, naming, phoneDesk, say } from './flows.ts';
import { openSwitchboard } from './switchboard.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

const ann = '+41791234567';

describe('a menu', () => {
  test('is answered by a key: the caller hears the hours, gets them as a text message, and is back in the menu', async () => {
    const board = await openSwitchboard(table, phoneDesk);
    const call = await board.phone.call(ann);
    expect(call.heard[0]).toMatch(/^Welcome\. For our opening hours, press 1/);
    await call.press('1');
    expect(call.heard[1]).toMatch(/^We are open/);
    expect(call.waitsAt).toBe('Gather');
    const [sent] = board.bench.sent();
    expect(sent?.thread).toEqual({ channel: 'sms', account: board.bench.account, sender: ann });
    expect(sent?.content).toEqual({ type: 'text', text: 'Opening hours: Monday to Friday, 9:00 to 18:00.' });
  });

  test('is answered in words', async () => {
    const board = await openSwitchboard(table, phoneDesk);
    const call = await board.phone.call(ann);
    await call.speak('When do you OPEN tomorrow?');
    expect(call.heard[1]).toMatch(/^We are open/);
    expect(await board.transcript(ann)).toContain('customer: When do you OPEN tomorrow?');
  });

  test('asks again after a wrong key and after silence, and gives up at the third time', async () => {
    const board = await openSwitchboard(table, phoneDesk);
    const call = await board.phone.call(ann);
    await call.press('9');
    expect(call.heard.slice(1)).toEqual(['Sorry, I did not understand that.', call.heard[0]]);
    await call.keepSilent();
    await call.keepSilent();
    expect(call.heard.at(-1)).toBe('Goodbye.');
    expect(call.state).toBe('completed');
  });

  test('leads to voicemail: recording and transcription are in the transcript, once', async () => {
    const board = await openSwitchboard(table, phoneDesk);
    const call = await board.phone.call(ann);
    await call.press('3');
    expect(call.waitsAt).toBe('Record');
    await call.leaveMessage('Please call me back.', 9);
    expect(call.state).toBe('completed');
    const lines = await board.bench.lines(board.caller(ann));
    const media = lines.flatMap(({ content }) => (content.type === 'media' ? [content] : []));
    expect(media).toEqual([
      { type: 'media', url: expect.stringMatching(/Recordings\/RE/), mediaType: 'audio/wav', name: 'Recording, 9 s' },
    ]);
    expect(await board.transcript(ann)).toEqual([
      `system: Call from ${ann} to +15005550010.`,
      expect.stringMatching(/^flow: Welcome/),
      'customer: (pressed 3)',
      expect.stringMatching(/^flow: Please leave a message/),
      'customer: [media]',
      'flow: Thank you. We will call you back.',
      expect.stringMatching(/^system: The call ended after \d+ s\.$/),
      'customer: Please call me back.',
    ]);
  });

  test('is left by hanging up: the execution is over, and the thread is closed', async () => {
    const board = await openSwitchboard(table, phoneDesk);
    const call = await board.phone.call(ann);
    await call.hangUp();
    expect(call.exchanges.at(-1)?.status).toBe(204);
    const [note] = board.noted;
    const state = await board.world.calls.read(note?.id.split(':')[0] ?? '');
    expect(state?.run.ended).toEqual({ reason: 'hung up' });
    expect((await board.bench.state(board.caller(ann)))?.status).toBe('closed');
    expect((await board.transcript(ann)).at(-1)).toMatch(/^system: The call ended/);
  });
});

describe('one person', () => {
  test('who calls and who writes from the same phone: what is learnt in one is known in the other', async () => {
    const board = await openSwitchboard(table, naming);
    const sms = board.bench.thread(ann, 'sms');
    await board.bench.hear(text(sms, 'hello', { proves: [`phone:${ann}`] }));
    const call = await board.phone.call(ann);
    await call.speak('Ann');
    expect(call.heard.at(-1)).toBe('Hello Ann.');
    const customer = await board.bench.customerOf(sms);
    expect(customer?.attributes).toEqual({ name: 'Ann' });
    expect(await board.bench.customerOf(board.caller(ann))).toEqual(customer);
    const desk = await openSwitchboard(table, phoneDesk);
    expect((await desk.phone.call(ann)).heard[0]).toMatch(/^Welcome back, Ann\./);
  });

  test('a caller without a number is nobody, each time', async () => {
    const board = await openSwitchboard(table, naming);
    for (const from of ['anonymous', '+266696687']) {
      const call = await board.phone.call(from);
      await call.speak('Somebody');
      const state = await board.bench.state(board.caller(call.sid));
      expect(state?.thread.sender).toBe(call.sid);
      expect(board.noted.some(({ proves }) => proves !== undefined)).toBe(false);
    }
  });

  test('a number that its carrier calls forged proves nothing', () => {
    const forged = { From: ann, CallSid: 'CA1', StirVerstat: 'TN-Validation-Failed-A' };
    expect(callerOf('main', forged)).toEqual({
      thread: { channel: 'voice', account: 'main', sender: ann },
      proves: [],
    });
  });
});

test('a second call of the same phone is busy where the flow wants one at a time, and not once the first is over', async () => {
  const waits = {
    name: 'ask',
    type: 'gather-input-on-call',
    properties: { say: 'Yes?' },
    transitions: [{ event: 'keypress' }, { event: 'speech' }, { event: 'timeout' }],
  };
  const board = await openSwitchboard(table, callFlow([waits], { allow_concurrent_calls: false }));
  const first = await board.phone.call(ann);
  expect((await board.phone.call(ann)).state).toBe('busy');
  expect((await board.phone.call('+41791234568')).state).toBe('in-progress');
  await first.hangUp();
  expect((await board.phone.call(ann)).state).toBe('in-progress');
});

test('a flow that breaks down says so in the caller’s language, and a slow web address is a failed branch', async () => {
  const broken = { name: 'broken', type: 'no-such-widget', transitions: [{ event: 'next' }] };
  const ask = {
    name: 'ask',
    type: 'make-http-request',
    properties: { method: 'GET', url: 'https://slow.example/' },
    transitions: [{ event: 'success' }, { event: 'failed', next: 'sorry' }],
  };
  const board = await openSwitchboard(table, callFlow([ask, say('sorry', 'That took too long.', 'broken'), broken]), {
    world: (world) => {
      let time = Date.now();
      const silence = () => new Promise<never>(() => undefined);
      // A clock that jumps while the address is called: the patience of a caller is over at once.
      const now = () => {
        time += 12_000;
        return time;
      };
      return { ...world, now, call: silence };
    },
  });
  const call = await board.phone.call(ann);
  expect(call.heard).toEqual(['That took too long.', 'Sorry, please call again.']);
  expect(call.state).toBe('completed');
  expect(board.logged).toContain('a flow broke down');
});
