import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signTwilio } from '../../lib/channels/shared/twilio.ts';
import type { Table } from '../../lib/store/table.ts';
import { askWebhook } from '../../local/phone/twilio.ts';
import { startTable } from '../conversation/harness.ts';
import { callFlow, phoneDesk, say } from './flows.ts';
import { openSwitchboard, secret } from './switchboard.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

const ann = '+41791234567';

describe('the same webhook twice', () => {
  test('gets the same answer, and the transcript has it once', async () => {
    const board = await openSwitchboard(table, phoneDesk);
    const call = await board.phone.call(ann);
    await call.press('3');
    const before = await board.transcript(ann);
    for (const { url, parameters, twiml } of call.exchanges.slice(0, 2)) {
      const again = await askWebhook(secret, url, parameters);
      // The call has gone on: whatever comes twice is answered with where it is now.
      expect(again.body).toBe(call.exchanges.at(-1)?.twiml ?? twiml);
    }
    expect(await board.transcript(ann)).toEqual(before);
  });

  test('both at once: one answer, one line', async () => {
    const board = await openSwitchboard(table, phoneDesk);
    const form = { CallSid: 'CA1', From: ann, To: '+15005550010', CallStatus: 'ringing' };
    const begun = await Promise.all([1, 2, 3].map(() => askWebhook(secret, board.webhook, form)));
    expect(new Set(begun.map(({ body }) => body)).size).toBe(1);
    const [, action = ''] = /action="([^"]+)"/.exec(begun[0]?.body ?? '') ?? [];
    const url = action.replaceAll('&#38;', '&');
    const pressed = await Promise.all([1, 2, 3].map(() => askWebhook(secret, url, { ...form, Digits: '3' })));
    expect(pressed.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(pressed.map(({ body }) => body)).size).toBe(1);
    const transcript = await board.transcript(ann);
    expect(transcript.filter((line) => line === 'customer: (pressed 3)')).toHaveLength(1);
    expect(transcript.filter((line) => line.startsWith('system: Call from'))).toHaveLength(1);
  });

  test('told apart by Twilio’s own token where the address names no step', async () => {
    const redirect = {
      name: 'away',
      type: 'add-twiml-redirect',
      properties: { url: 'https://elsewhere.example/twiml', method: 'POST', timeout: '60' },
      transitions: [{ event: 'return', next: 'said' }, { event: 'timeout', next: 'late' }, { event: 'fail' }],
    };
    const board = await openSwitchboard(
      table,
      callFlow([redirect, say('said', 'You said {{widgets.away.word}}.'), say('late', 'Too late.')]),
    );
    const form = { CallSid: 'CA2', From: ann, To: '+15005550010', CallStatus: 'in-progress' };
    const away = await askWebhook(secret, board.webhook, form);
    expect(away.body).toContain('<Redirect method="POST">https://elsewhere.example/twiml</Redirect>');
    const back = `${board.webhook}?FlowEvent=return&word=yes`;
    const ask = () => {
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signTwilio(secret.authToken, back, new URLSearchParams(form)),
        'i-twilio-idempotency-token': 'once',
      };
      return fetch(back, { method: 'POST', headers, body: new URLSearchParams(form) }).then((answer) => answer.text());
    };
    const answer = await ask();
    expect(answer).toContain('You said yes.');
    expect(await ask()).toBe(answer);
  });
});

describe('a webhook that is not Twilio’s', () => {
  const signed = (url: string, form: Record<string, string>) => ({
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': signTwilio(secret.authToken, url, new URLSearchParams(form)),
  });
  const form = { CallSid: 'CA3', From: ann, To: '+15005550010' };

  test.each([
    ['forged', 401, (url: string) => ({ url, headers: { 'x-twilio-signature': 'Zm9yZ2Vk' }, body: 'CallSid=CA3' })],
    ['unsigned', 401, (url: string) => ({ url, headers: {}, body: 'CallSid=CA3' })],
    ['changed on the way', 401, (url: string) => ({ url, headers: signed(url, form), body: 'CallSid=CA3&From=x' })],
    ['of another account', 404, (url: string) => ({ url: `${url}0`, headers: signed(`${url}0`, form), body: '' })],
    ['too large', 413, (url: string) => ({ url, headers: signed(url, form), body: 'x'.repeat(200_000) })],
    [
      'about no call',
      400,
      (url: string) => ({ url, headers: signed(url, { From: ann }), body: `From=%2B${ann.slice(1)}` }),
    ],
  ])('%s is refused with %i and leaves no trace', async (_, status, request) => {
    const board = await openSwitchboard(table, phoneDesk);
    for (const path of ['', '/status']) {
      const { url, headers, body } = request(board.webhook + path);
      if (path && status === 404) continue;
      expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(status);
    }
    expect(board.noted).toEqual([]);
  });

  test('signed garbage is answered and changes nothing', async () => {
    const board = await openSwitchboard(table, phoneDesk);
    const strange = { CallSid: '\u0000<>&', From: '', To: '', CallStatus: '💥', RecordingSid: 'x', Digits: '%' };
    expect((await askWebhook(secret, `${board.webhook}/status`, strange)).status).toBe(204);
    const lost = await askWebhook(secret, `${board.webhook}?event=gathered&token=FN0.1`, strange);
    expect(lost.body).toContain('<Hangup/>');
    const begun = await askWebhook(secret, board.webhook, strange);
    expect(begun.body).toContain('<Gather');
    const nonsense = await askWebhook(secret, `${board.webhook}?token=${'x'.repeat(500)}`, strange);
    expect(nonsense.body).toContain('<Hangup/>');
  });
});

test('a crash after a call is written down loses nothing: what was noted goes out with the next webhook', async () => {
  let broken = true;
  const board = await openSwitchboard(table, phoneDesk, {
    world: (world) => ({
      ...world,
      enqueue: (events) => (broken ? Promise.reject(new Error('the queue is away')) : world.enqueue(events)),
    }),
  });
  await expect(board.phone.call(ann)).rejects.toThrow('500');
  broken = false;
  const [call] = board.phone.calls;
  const [begun] = call?.exchanges ?? [];
  const again = await askWebhook(secret, board.webhook, begun?.parameters ?? {});
  expect(again.body).toContain('<Gather');
  expect(await board.transcript(ann)).toHaveLength(2);
});

test('an account without a published flow says so to the caller and to the operator', async () => {
  const board = await openSwitchboard(table, phoneDesk, {
    world: (world) => ({ ...world, accounts: [...world.accounts, { account: 'other' }] }),
  });
  const answer = await askWebhook(secret, `${board.origin}/voice/other`, { CallSid: 'CA4', From: ann });
  expect(answer.body).toContain('Sorry, please call again.');
  expect(board.logged).toEqual(['a call cannot be answered']);
});
