import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { telegram } from '../../lib/channels/telegram/index.ts';
import { Transient } from '../../lib/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../lib/http.ts';
import type { Content, OutboundMessage } from '../../lib/message.ts';
import { answer, arrival, outbound } from './kit.ts';
import { telegramKit } from './telegram.kit.ts';

beforeEach(() => void vi.useFakeTimers({ now: arrival, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const ok = telegramKit.answers.ok;
const refused = answer(400, { ok: false, description: 'Bad Request: query is too old' });

describe('a pressed button', () => {
  const replyWith = { token: 'query', until: arrival + 30_000 };

  test('is answered before the message, and it does not matter how', async () => {
    for (const first of [ok, refused, new Transient('no answer')]) {
      const calls = await callsFor({ replyWith }, [first, ok]);
      expect(calls.map(({ method }) => method)).toEqual(['answerCallbackQuery', 'sendMessage']);
      expect(calls[0]?.parameters).toEqual({ callback_query_id: 'query' });
    }
  });

  test('is left alone once it is too old', async () => {
    const calls = await callsFor({ replyWith: { ...replyWith, until: arrival } }, [ok]);
    expect(calls.map(({ method }) => method)).toEqual(['sendMessage']);
  });
});

test('waits as long as Telegram says', async () => {
  const slow = answer(429, {
    ok: false,
    description: 'Too Many Requests: retry after 33',
    parameters: { retry_after: 33 },
  });
  await expect(callsFor({}, [slow])).rejects.toMatchObject({ name: 'Transient', after: 33 });
});

test('follows a group to its new id, for every part of a text', async () => {
  const moved = answer(400, { ok: false, description: 'upgraded', parameters: { migrate_to_chat_id: -1001234567890 } });
  const calls = await callsFor({ content: { type: 'text', text: 'word '.repeat(1000) } }, [moved, ok]);
  expect(calls.map(({ parameters }) => parameters.chat_id)).toEqual([
    '+14133881111',
    '-1001234567890',
    '-1001234567890',
  ]);
});

test('a chat that moves to itself is refused, not followed', async () => {
  const moved = answer(400, { ok: false, description: 'upgraded', parameters: { migrate_to_chat_id: -5 } });
  await expect(callsFor({}, [moved, moved])).rejects.toMatchObject({ name: 'Permanent' });
});

describe('what goes out', () => {
  test.each([
    ['image/jpeg', 'telegram:abc', 'sendPhoto', { photo: 'abc' }],
    ['audio/ogg', 'telegram:abc', 'sendVoice', { voice: 'abc' }],
    ['audio/mpeg', 'https://example.com/a', 'sendAudio', { audio: 'https://example.com/a' }],
    ['video/mp4', 'https://example.com/a', 'sendVideo', { video: 'https://example.com/a' }],
    ['application/pdf', 'https://example.com/a', 'sendDocument', { document: 'https://example.com/a' }],
    ['text/csv', 'telegram:abc', 'sendDocument', { document: 'abc' }],
    ['text/csv', 'https://example.com/a', 'sendMessage', { text: 'https://example.com/a' }],
    ['image/png', 'line:123', 'sendMessage', { text: 'image/png' }],
  ])('%s at %s', async (mediaType, url, method, parameters) => {
    const calls = await callsFor({ content: { type: 'media', url, mediaType } }, [ok]);
    expect(calls).toMatchObject([{ method, parameters }]);
  });

  test('a caption too long for its picture follows it', async () => {
    const caption = 'word '.repeat(300);
    const content: Content = { type: 'media', url: 'telegram:abc', mediaType: 'image/png', caption };
    const calls = await callsFor({ content }, [ok]);
    expect(calls.map(({ method }) => method)).toEqual(['sendPhoto', 'sendMessage']);
    expect(calls[0]?.parameters).not.toHaveProperty('caption');
  });

  test('a place without a name is a bare position', async () => {
    const calls = await callsFor({ content: { type: 'location', latitude: 1.5, longitude: -2 } }, [ok]);
    expect(calls).toMatchObject([{ method: 'sendLocation', parameters: { latitude: 1.5, longitude: -2 } }]);
  });

  test('an option id of more than 64 bytes makes all options text', async () => {
    const choices = (id: string): Content => ({ type: 'choices', text: 'Which?', options: [{ id, text: 'Long' }] });
    const [fits] = await callsFor({ content: choices('é'.repeat(32)) }, [ok]);
    expect(fits?.parameters).toMatchObject({ text: 'Which?', reply_markup: {} });
    const [long] = await callsFor({ content: choices('é'.repeat(33)) }, [ok]);
    expect(long?.parameters).toEqual({ chat_id: '+14133881111', text: 'Which?\n1. Long' });
  });
});

test('an error does not tell the token of the bot', async () => {
  const error = await callsFor({}, [refused]).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain('query is too old');
  expect(String(error)).not.toContain('ABC-DEF');
});

async function callsFor(more: Partial<OutboundMessage>, answers: (HttpResponse | Error)[]) {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    const next = answers[requests.push(request) - 1] ?? answers.at(-1) ?? ok;
    if (next instanceof Error) throw next;
    return next;
  };
  await telegram
    .connect(telegramKit.secret)
    .send({ ...outbound('telegram', { type: 'text', text: 'hi' }), ...more }, http);
  return requests.map(({ url, body }) => ({
    method: url.split('/').at(-1),
    parameters: JSON.parse(String(body)),
  }));
}
