import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { telegram } from '../../lib/channels/telegram/index.ts';
import { Transient } from '../../lib/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../lib/http.ts';
import type { Content, OutboundMessage } from '../../lib/message.ts';
import { answer, answering, arrival, outbound } from './kit.ts';
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
    ['image/png', 'line:123', 'sendMessage', { text: 'image/png' }],
    ['image/webp', 'https://example.com/a', 'sendSticker', { sticker: 'https://example.com/a' }],
    ['image/webp', 'telegram:abc', 'sendSticker', { sticker: 'abc' }],
    ['application/x-tgsticker', 'telegram:abc', 'sendSticker', { sticker: 'abc' }],
    ['video/webm', 'telegram:abc', 'sendSticker', { sticker: 'abc' }],
  ])('%s at %s', async (mediaType, url, method, parameters) => {
    const calls = await callsFor({ content: { type: 'media', url, mediaType } }, [ok]);
    expect(calls).toMatchObject([{ method, parameters }]);
  });

  const table: Content = {
    type: 'media',
    url: 'https://files.example/table.csv',
    mediaType: 'text/csv',
    caption: 'Prices',
  };

  test('a document that Telegram does not fetch by its address is uploaded', async () => {
    const { http, calls } = answering([answer(200, 'a,b'), ok]);
    expect(await telegram.connect(telegramKit.secret).send(outbound('telegram', table), http)).toEqual({
      providerId: telegramKit.answers.providerId,
    });
    const { url, headers, body } = calls[1] ?? {};
    expect(url).toMatch(/\/sendDocument$/);
    const form = await new Response(new Uint8Array(Buffer.from(body ?? '')), {
      headers: { 'content-type': headers?.['content-type'] ?? '' },
    }).formData();
    const file = form.get('document');
    if (!(file instanceof File)) throw new Error('there is no file');
    expect([file.name, file.type, await file.text()]).toEqual(['table.csv', 'text/csv', 'a,b']);
    expect([form.get('chat_id'), form.get('caption')]).toEqual(['+14133881111', 'Prices']);
  });

  test('a document that cannot be had is told by its address, one that may be had later waits', async () => {
    const [, call] = await callsFor({ content: table }, [answer(404, ''), ok]);
    expect(call?.parameters).toHaveProperty('text', 'Prices\nhttps://files.example/table.csv');
    await expect(callsFor({ content: table }, [answer(503, '')])).rejects.toThrow(Transient);
  });

  test('what is said with a sticker follows it', async () => {
    const content: Content = { type: 'media', url: 'telegram:abc', mediaType: 'image/webp', caption: '👍' };
    const calls = await callsFor({ content }, [ok]);
    expect(calls.map(({ method }) => method)).toEqual(['sendSticker', 'sendMessage']);
    expect(calls[0]?.parameters).not.toHaveProperty('caption');
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

describe('a reaction', () => {
  const reaction = (emoji: string, messageId = '-100:7'): Content => ({ type: 'reaction', messageId, emoji });
  const done = answer(200, { ok: true, result: true });

  test.each([
    ['👍', [{ type: 'emoji', emoji: '👍' }]],
    ['❤️', [{ type: 'emoji', emoji: '❤' }]],
    ['', []],
  ])('"%s" is put on the message', async (emoji, given) => {
    expect(await callsFor({ content: reaction(emoji) }, [done])).toEqual([
      { method: 'setMessageReaction', parameters: { chat_id: '-100', message_id: 7, reaction: given } },
    ]);
  });

  test('of an emoji that Telegram does not allow is told in text', async () => {
    const calls = await callsFor({ content: reaction('🦩') }, [ok]);
    expect(calls).toMatchObject([{ method: 'sendMessage', parameters: { text: '🦩' } }]);
  });

  test('to a message of elsewhere is told in text', async () => {
    expect(await callsFor({ content: reaction('👍', 'wamid.1') }, [ok])).toMatchObject([{ method: 'sendMessage' }]);
  });
});

describe('a contact', () => {
  const contact = (more: Partial<Extract<Content, { type: 'contact' }>>): Content => ({
    type: 'contact',
    name: 'Ada',
    phones: ['+441234567890'],
    emails: [],
    ...more,
  });

  test('goes out by its phone alone, where that is all', async () => {
    expect(await callsFor({ content: contact({}) }, [ok])).toMatchObject([
      { method: 'sendContact', parameters: { phone_number: '+441234567890', first_name: 'Ada' } },
    ]);
  });

  test('with more of them has a card, in which nothing can be slipped in', async () => {
    const [call] = await callsFor({ content: contact({ name: 'Ada; L\nTEL:1', emails: ['a@b.c'] }) }, [ok]);
    expect(call?.parameters.vcard).toBe(
      [
        'BEGIN:VCARD',
        'VERSION:3.0',
        String.raw`N:Ada\; L\nTEL:1;;;;`,
        String.raw`FN:Ada\; L\nTEL:1`,
        'TEL:+441234567890',
        'EMAIL:a@b.c',
        'END:VCARD',
      ].join('\r\n'),
    );
  });

  test.each([
    ['without a phone', { phones: [], emails: ['ada@example.com'] }],
    ['of more than a card holds', { emails: Array.from({ length: 200 }, (_, index) => `${index}@example.com`) }],
  ])('%s is told in text', async (_, more) => {
    expect(await callsFor({ content: contact(more) }, [ok])).toMatchObject([{ method: 'sendMessage' }]);
  });
});

test('the typing signal goes out, and reading cannot be told', async () => {
  const { http, calls } = answering([answer(200, { ok: true, result: true })]);
  const thread = { channel: 'telegram', account: 'main', sender: '7527593' };
  const { signal } = telegram.connect(telegramKit.secret);
  await signal({ type: 'typing', thread }, http);
  await signal({ type: 'read', thread, messageId: '7527593:1' }, http);
  expect(calls.map(({ url, body }) => [url.split('/').at(-1), body])).toEqual([
    ['sendChatAction', '{"chat_id":"7527593","action":"typing"}'],
  ]);
});

describe('a file that a customer sent', () => {
  const connection = telegram.connect(telegramKit.secret);
  const file = answer(200, 'bytes', { 'content-type': 'application/octet-stream' });

  test('is looked up and fetched with the token, and nothing is said of its type', async () => {
    const { http, calls } = answering([answer(200, { ok: true, result: { file_path: 'voice/file_7.oga' } }), file]);
    expect(await connection.fetch('telegram:AwACAgIAAxkB', http)).toEqual({ body: Buffer.from('bytes') });
    const { botToken } = telegramKit.secret;
    expect(calls).toMatchObject([
      { url: `https://api.telegram.org/bot${botToken}/getFile`, body: '{"file_id":"AwACAgIAAxkB"}' },
      { method: 'GET', url: `https://api.telegram.org/file/bot${botToken}/voice/file_7.oga` },
    ]);
  });

  test.each([
    ['too big for bots', [answer(400, { ok: false, description: 'Bad Request: file is too big' })], 'up to 20 MB only'],
    ['unknown', [answer(400, { ok: false, description: 'Bad Request: invalid file_id' })], 'invalid file_id'],
    ['without a path', [answer(200, { ok: true, result: {} })], 'does not have the file any more'],
    ['gone', [answer(200, { ok: true, result: { file_path: 'a' } }), answer(404, {})], 'not have the file any more'],
  ])('that is %s is refused for good, and no error tells the token', async (_, answers, reason) => {
    const fault: unknown = await connection.fetch('telegram:x', answering(answers).http).catch((error) => error);
    expect(fault).toMatchObject({ name: 'Permanent', message: expect.stringContaining(reason) });
    expect(String(fault)).not.toContain(telegramKit.secret.botToken);
  });

  test('is tried again later where Telegram is busy', async () => {
    const busy = answer(429, { ok: false, description: 'Too Many Requests', parameters: { retry_after: 12 } });
    await expect(connection.fetch('telegram:x', answering([busy]).http)).rejects.toMatchObject({
      name: 'Transient',
      after: 12,
    });
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
    parameters: JSON.parse(String(body ?? '{}')),
  }));
}
