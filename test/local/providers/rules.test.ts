import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { startLine } from '../../../local/providers/line/index.ts';
import { picture } from '../../../local/providers/picture.ts';
import { startSms } from '../../../local/providers/sms/index.ts';
import { startTelegram } from '../../../local/providers/telegram/index.ts';
import { type Business, openBusiness } from './business.ts';

const sentPicture = { type: 'file', name: 'picture.png', mediaType: 'image/png', data: picture() } as const;

const text = (said: string) => ({ type: 'text', text: said }) as const;

describe('LINE', () => {
  const sender = `U${'b2'.repeat(16)}`;
  let line: Business;
  beforeAll(async () => {
    line = await openBusiness('line', startLine);
  });
  afterAll(() => line.close());

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    line.http({
      method: 'POST',
      url: `https://api.line.me/v2/bot/message/${path}`,
      headers: { authorization: `Bearer ${line.provider.secret.channelAccessToken}`, ...headers },
      body: JSON.stringify(body),
    });

  test('a reply token serves once; what is said with it again is pushed', async () => {
    await line.provider.say(sender, text('hi'));
    const replyWith = line.events.at(-1)?.replyWith;
    expect(replyWith?.until).toBeGreaterThan(Date.now());
    const requests = line.provider.requests;
    await line.send(sender, text('by reply'), { replyWith });
    expect(line.provider.requests).toBe(requests + 1);
    await line.send(sender, text('by push'), { replyWith });
    expect(line.provider.requests).toBe(requests + 3);
    expect(line.provider.refusals).toMatchObject([{ reason: 'Invalid reply token' }]);
    expect(line.provider.shown(sender).map((shown) => shown.text)).toEqual(['hi', 'by reply', 'by push']);
  });

  test('a push tried again is shown once', async () => {
    const id = crypto.randomUUID();
    const first = await line.send(sender, text('once'), { id });
    expect(await line.send(sender, text('once'), { id })).toEqual(first);
    expect(line.provider.shown(sender).filter((shown) => shown.text === 'once')).toHaveLength(1);
  });

  test.each([
    ['no messages', { to: sender, messages: [] }],
    ['six messages', { to: sender, messages: Array(6).fill({ type: 'text', text: 'a' }) }],
    ['a text too long', { to: sender, messages: [{ type: 'text', text: 'a'.repeat(5001) }] }],
    ['a blank text', { to: sender, messages: [{ type: 'text', text: ' ' }] }],
    ['a picture without https', { to: sender, messages: [image('http://example.com/a.png')] }],
    ['a label too long', { to: sender, messages: [choice('a'.repeat(21), 'data')] }],
    ['data too long', { to: sender, messages: [choice('label', 'a'.repeat(301))] }],
    ['a receiver that is none', { to: 'ada', messages: [{ type: 'text', text: 'a' }] }],
    ['an unknown message', { to: sender, messages: [{ type: 'hologram' }] }],
  ])('refuses %s', async (_, body) => {
    const { status, body: said } = await post('push', body);
    expect(status).toBe(400);
    expect(JSON.parse(said.toString())).toMatchObject({
      message: expect.stringMatching(/^The request body has \d error\(s\)$/),
      details: expect.arrayContaining([
        { message: expect.any(String), property: expect.stringMatching(/^(messages|to)/) },
      ]),
    });
  });

  test('refuses a retry key on a reply, and one that is no UUID on a push', async () => {
    const messages = [text('a')];
    expect(
      (await post('reply', { replyToken: 'x', messages }, { 'x-line-retry-key': crypto.randomUUID() })).status,
    ).toBe(400);
    expect((await post('push', { to: sender, messages }, { 'x-line-retry-key': 'again' })).status).toBe(400);
  });

  test('gives what a customer sent to who has the token', async () => {
    const download = (token: unknown, id: string) =>
      line.http({
        method: 'GET',
        url: `https://api-data.line.me/v2/bot/message/${id}/content`,
        headers: { authorization: `Bearer ${token}` },
      });
    await line.provider.say(sender, sentPicture);
    const heard = line.events.at(-1);
    const id = heard?.type === 'message' ? heard.messageId : '';
    const { headers, body } = await download(line.provider.secret.channelAccessToken, id);
    expect(headers['content-type']).toBe('image/png');
    expect(body).toEqual(picture());
    expect((await download('other', id)).status).toBe(401);
    expect((await download(line.provider.secret.channelAccessToken, '325708')).status).toBe(404);
  });
});

describe('Telegram', () => {
  const sender = '4503599627370495';
  let telegram: Business;
  beforeAll(async () => {
    telegram = await openBusiness('telegram', startTelegram);
  });
  afterAll(() => telegram.close());

  const post = (method: string, body: unknown) =>
    telegram.http({
      method: 'POST',
      url: `https://api.telegram.org/bot${telegram.provider.secret.botToken}/${method}`,
      body: JSON.stringify(body),
    });

  test('a press is answered by the next message, once', async () => {
    const options = [{ id: 'yes', text: 'Yes' }];
    await telegram.send(sender, { type: 'choices', text: 'Sure?', options });
    await telegram.provider.say(sender, { type: 'choice', option: 'yes' }, { name: 'Ada', language: 'de' });
    const pressed = telegram.events.at(-1);
    expect(pressed).toMatchObject({ type: 'choice', text: 'Yes', profile: { name: 'Ada', language: 'de' } });
    const replyWith = pressed?.replyWith;
    await telegram.send(sender, text('Good.'), { replyWith });
    expect(telegram.provider.refusals).toEqual([]);
    await telegram.send(sender, text('Very good.'), { replyWith });
    expect(telegram.provider.refusals).toMatchObject([{ reason: expect.stringContaining('query is too old') }]);
    expect(telegram.provider.shown(sender).map((shown) => shown.text)).toEqual(['Sure?', 'Yes', 'Good.', 'Very good.']);
  });

  test("a customer's picture can be sent back by its id, and fetched", async () => {
    await telegram.provider.say(sender, sentPicture);
    const heard = telegram.events.at(-1);
    if (heard?.type !== 'message' || heard.content.type !== 'media') throw new Error('the picture was not heard');
    expect(heard.content.url).toMatch(/^telegram:/);
    await telegram.send(sender, heard.content);
    const [theirs, ours] = telegram.provider.shown(sender).slice(-2);
    expect(ours?.media?.url).toBe(theirs?.media?.url);
  });

  test('gives what a customer sent to who has the token, up to 20 MB', async () => {
    const located = async (file: Buffer) => {
      await telegram.provider.say(sender, { ...sentPicture, data: file });
      const heard = telegram.events.at(-1);
      const url = heard?.type === 'message' && heard.content.type === 'media' ? heard.content.url : '';
      const { body } = await post('getFile', { file_id: url.replace('telegram:', '') });
      return z
        .object({ result: z.object({ file_path: z.string() }).optional(), description: z.string().optional() })
        .parse(JSON.parse(body.toString()));
    };
    const { result } = await located(picture());
    const download = (token: unknown) =>
      telegram.http({ method: 'GET', url: `https://api.telegram.org/file/bot${token}/${result?.file_path}` });
    expect((await download(telegram.provider.secret.botToken)).body).toEqual(picture());
    expect((await download('1:x')).status).toBe(401);
    expect((await located(Buffer.alloc(20_000_001))).description).toBe('Bad Request: file is too big');
  });

  test.each([
    ['a text too long', 'sendMessage', { text: 'a'.repeat(4097) }, 'message is too long'],
    ['a blank text', 'sendMessage', { text: '\n' }, 'message text is empty'],
    ['callback data too long', 'sendMessage', keyboard('é'.repeat(33)), 'BUTTON_DATA_INVALID'],
    ['a caption too long', 'sendPhoto', { photo: 'abc', caption: 'a'.repeat(1025) }, 'message caption is too long'],
    ['an address that is none', 'sendPhoto', { photo: 'line:123' }, 'wrong file identifier'],
    ['a chat that is none', 'sendMessage', { text: 'a', chat_id: 'ada' }, 'chat not found'],
    ['a place off the globe', 'sendLocation', { latitude: 91, longitude: 0 }, 'latitude'],
  ])('refuses %s', async (_, method, parameters, reason) => {
    const { status, body } = await post(method, { chat_id: sender, ...parameters });
    expect(status).toBe(400);
    expect(JSON.parse(body.toString())).toMatchObject({ ok: false, description: expect.stringContaining(reason) });
  });
});

describe('SMS', () => {
  const sender = '+4915112345678';
  let sms: Business;
  beforeAll(async () => {
    sms = await openBusiness('sms', startSms);
  });
  afterAll(() => sms.close());

  test('reports what became of a message, signed, where it was asked to', async () => {
    const { providerId } = await sms.send(sender, text('hello'), { callback: sms.callback });
    await vi.waitUntil(() => sms.events.length === 2);
    expect(sms.events).toMatchObject(
      ['sent', 'delivered'].map((status) => ({
        type: 'receipt',
        status,
        messageId: providerId,
        outboundId: '42',
        thread: { channel: 'sms', account: 'main', sender },
      })),
    );
  });

  test('keeps a status callback that nobody takes', async () => {
    await sms.send(sender, text('hello'), { callback: 'http://127.0.0.1:9/nobody' });
    await vi.waitUntil(() => sms.provider.refusals.length === 2);
    expect(sms.provider.refusals[0]).toMatchObject({
      sender,
      reason: expect.stringContaining('the webhook did not answer'),
    });
    sms.provider.refusals.length = 0;
  });

  test('gives what a customer sent to who has the login, by way of another address', async () => {
    await sms.provider.say(sender, sentPicture);
    const heard = sms.events.at(-1);
    const url = heard?.type === 'message' && heard.content.type === 'media' ? heard.content.url : '';
    expect(url).toMatch(/^https:\/\/api\.twilio\.com\/2010-04-01\/Accounts\/AC0+\/Messages\/MM\w+\/Media\/ME\w+$/);
    const { accountSid, authToken } = sms.provider.secret;
    const login = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
    const { status, headers } = await sms.http({ method: 'GET', url, headers: { authorization: `Basic ${login}` } });
    expect(status).toBe(307);
    expect((await sms.http({ method: 'GET', url: String(headers.location) })).body).toEqual(picture());
    expect((await sms.http({ method: 'GET', url })).status).toBe(401);
    sms.provider.refusals.length = 0;
  });

  test('a customer who said STOP is not written to until START', async () => {
    await sms.provider.say(sender, text('Stop'));
    expect(sms.events.at(-1)).toMatchObject({ type: 'left' });
    await sms.provider.say(sender, { type: 'leave' });
    expect(sms.events.at(-1)).toMatchObject({ type: 'left' });
    await expect(sms.send(sender, text('but'))).rejects.toThrow('only their START lets us write again');
    await sms.provider.say(sender, text('START'));
    expect(sms.events.at(-1)).toMatchObject({ type: 'joined' });
    await sms.send(sender, text('welcome back'));
    expect(sms.provider.refusals).toMatchObject([{ sender, reason: expect.stringContaining('21610') }]);
  });

  test.each([
    ['a number that is none', { To: 'ada' }, 21211],
    ['a foreign sender', { From: '+15005550001' }, 21606],
    ['nothing to say', { Body: ' ' }, 21602],
    ['a text too long', { Body: 'a'.repeat(1601) }, 21617],
    ['a media address that is none', { MediaUrl: 'nowhere' }, 21620],
    ['a callback that is none', { StatusCallback: 'nowhere' }, 21609],
  ])('answers %s as Twilio does', async (_, fields, code) => {
    const { accountSid, authToken, from } = sms.provider.secret;
    const { body } = await sms.http({
      method: 'POST',
      url: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`,
      headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
      body: new URLSearchParams({ To: sender, From: String(from), Body: 'a', ...fields }).toString(),
    });
    expect(JSON.parse(body.toString()).code).toBe(code);
  });
});

function image(url: string) {
  return { type: 'image', originalContentUrl: url, previewImageUrl: url };
}

function choice(label: string, data: string) {
  return { ...text('Which?'), quickReply: { items: [{ type: 'action', action: { type: 'postback', label, data } }] } };
}

function keyboard(data: string) {
  return { text: 'Which?', reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: data }]] } };
}
