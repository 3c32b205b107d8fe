import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { line } from '../../lib/channels/line/index.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../lib/http.ts';
import type { Content } from '../../lib/message.ts';
import { answer, answering, arrival, outbound, webhook } from './kit.ts';
import { lineKit } from './line.kit.ts';

beforeEach(() => void vi.useFakeTimers({ now: arrival, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const replyWith = { token: 'reply-token', until: arrival + 50_000 };
const ok = lineKit.answers.ok;
const text: Content = { type: 'text', text: 'hello' };
const url = 'https://seaway.example/webhooks/line/main';

describe('the signature covers the bytes as they came', () => {
  test.each([
    ['emoji as they are', '{"events":[],"text":"😀"}'],
    ['emoji escaped in lower case', String.raw`{"events":[],"text":"\ud83d\ude00"}`],
    ['emoji escaped in upper case', String.raw`{"events":[],"text":"\uD83D\uDE00"}`],
    ['CJK escaped', String.raw`{"events":[],"text":"\u3053\u3093"}`],
    ['escaped slashes', String.raw`{"events":[],"text":"https:\/\/line.me"}`],
    ['spaces and lines', '{ "events" : [ ] ,\n "text" : "a" }\n'],
    ['a lone surrogate', String.raw`{"events":[],"text":"\ud83d"}`],
  ])('%s', (_, body) => {
    const request = lineKit.sign(webhook({ url, body }));
    expect(line.connect(lineKit.secret).verify(request)).toEqual({ verdict: 'accept' });
    expect(line.receive(request, 'main')).toEqual({ events: [], ignored: [] });
  });
});

test('an event of a known type that is not as documented is not lost in silence', () => {
  const event = {
    type: 'unsend',
    mode: 'active',
    timestamp: 1,
    webhookEventId: '1',
    source: { type: 'user', userId: 'U' },
  };
  const body = JSON.stringify({ events: [event] });
  expect(() => line.receive(webhook({ url, body }), 'main')).toThrow(
    new Permanent(
      "the webhook's body has not the documented shape: unsend: Invalid input: expected object, received undefined",
    ),
  );
});

test('a picture without its provider is not taken for a message of an unknown type', () => {
  const event = {
    type: 'message',
    mode: 'active',
    timestamp: 1,
    webhookEventId: '1',
    source: { type: 'user', userId: 'U' },
  };
  const body = JSON.stringify({ events: [{ ...event, message: { type: 'image', id: '1' } }] });
  expect(() => line.receive(webhook({ url, body }), 'main')).toThrow('message.contentProvider');
});

describe('reply or push', () => {
  test('replies while the token lives', async () => {
    const { requests } = await send({ replyWith }, [ok]);
    expect(requests).toMatchObject([{ url: 'https://api.line.me/v2/bot/message/reply' }]);
    expect(JSON.parse(String(requests[0]?.body))).toEqual({ replyToken: 'reply-token', messages: [text] });
    expect(requests[0]?.headers).not.toHaveProperty('x-line-retry-key');
  });

  test.each([
    ['once the token has lapsed', { replyWith: { ...replyWith, until: arrival } }, lineKit.secret],
    ['without a token', {}, lineKit.secret],
    ['always, where the account says so', { replyWith }, { ...lineKit.secret, alwaysPush: true }],
  ])('pushes %s, under the message id as retry key', async (_, more, secret) => {
    const { requests } = await send(more, [ok], secret);
    expect(requests).toMatchObject([
      {
        url: 'https://api.line.me/v2/bot/message/push',
        headers: { 'x-line-retry-key': '0f8fad5b-d9cb-469f-a165-70867728950e' },
      },
    ]);
  });

  test('pushes when LINE no longer takes the token', async () => {
    const { requests, receipt } = await send({ replyWith }, [answer(400, { message: 'Invalid reply token' }), ok]);
    expect(requests.map((request) => request.url.split('/').at(-1))).toEqual(['reply', 'push']);
    expect(receipt).toEqual({ providerId: '461230966842064897' });
  });

  test('does not push when a reply is refused for another reason', async () => {
    await expect(send({ replyWith }, [lineKit.answers.refused])).rejects.toThrow(Permanent);
  });

  test('the messages of one call have an id each', async () => {
    const three = answer(200, { sentMessages: ['1', '2', '3'].map((id) => ({ id })) });
    expect((await send({}, [three])).receipt).toEqual({ providerId: '1', others: ['2', '3'] });
  });

  test('a push accepted before counts as sent', async () => {
    const conflict = answer(409, { message: 'The retry key is already accepted', sentMessages: [{ id: '7' }] });
    expect((await send({}, [conflict])).receipt).toEqual({ providerId: '7' });
  });
});

test('each call of a very long text has a retry key of its own, the same when tried again', async () => {
  const content: Content = { type: 'text', text: 'word '.repeat(12_000) };
  const keysOf = async () =>
    (await send({ content }, [ok])).requests.map(({ headers }) => headers?.['x-line-retry-key']);
  const keys = await keysOf();
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(3);
  expect(await keysOf()).toEqual(keys);
});

test('an account whose messages of the month are used up is not tried again, one too fast is', async () => {
  await expect(send({}, [answer(429, { message: 'You have reached your monthly limit.' })])).rejects.toThrow(Permanent);
  await expect(send({}, [answer(429, { message: 'Too many requests' })])).rejects.toThrow(Transient);
});

describe('a file that a customer sent', () => {
  const connection = line.connect(lineKit.secret);

  test('is fetched by the id of its message with the token', async () => {
    const { http, calls } = answering([answer(200, 'bytes', { 'content-type': 'image/jpeg' })]);
    expect(await connection.fetch('line:325708', http)).toEqual({
      body: Buffer.from('bytes'),
      mediaType: 'image/jpeg',
    });
    expect(calls).toMatchObject([
      {
        url: 'https://api-data.line.me/v2/bot/message/325708/content',
        headers: { authorization: `Bearer ${lineKit.secret.channelAccessToken}` },
      },
    ]);
  });

  test('is waited for while LINE makes it ready, and given up once LINE has deleted it', async () => {
    const fetched = (status: number) => connection.fetch('line:1', answering([answer(status, {})]).http);
    await expect(fetched(202)).rejects.toMatchObject({ name: 'Transient', after: 5 });
    await expect(fetched(410)).rejects.toMatchObject({
      name: 'Permanent',
      message: expect.stringContaining('any more'),
    });
  });

  test('and lies elsewhere is fetched there without the token', async () => {
    const { http, calls } = answering([answer(200, 'bytes')]);
    await connection.fetch('https://example.com/original.jpg', http);
    expect(calls).toMatchObject([{ url: 'https://example.com/original.jpg', headers: {} }]);
  });
});

describe('what goes out', () => {
  test('labels are shortened to 20 characters, the whole text is shown when pressed', async () => {
    const label = 'Questions about my invoice';
    const content: Content = { type: 'choices', text: 'Which?', options: [{ id: 'invoice', text: label }] };
    const action = { type: 'postback', label: 'Questions about my …', data: 'invoice', displayText: label };
    expect(await messagesFor(content)).toEqual([
      { type: 'text', text: 'Which?', quickReply: { items: [{ type: 'action', action }] } },
    ]);
  });

  test('thirteen quick replies, the fourteenth option in the text', async () => {
    const options = Array.from({ length: 14 }, (_, index) => ({ id: `${index}`, text: `Option ${index + 1}` }));
    const [message] = await messagesFor({ type: 'choices', text: 'Which?', options });
    expect(message).toMatchObject({ text: 'Which?\n14. Option 14' });
    expect(message).toHaveProperty('quickReply.items.length', 13);
  });

  test('an id longer than a postback carries makes all options text', async () => {
    const options = [{ id: 'x'.repeat(301), text: 'Long' }];
    expect(await messagesFor({ type: 'choices', text: 'Which?', options })).toEqual([
      { type: 'text', text: 'Which?\n1. Long' },
    ]);
  });

  test.each([
    ['image/jpeg', 'https://example.com/a', { type: 'image', previewImageUrl: 'https://example.com/a' }],
    ['video/mp4', 'https://example.com/a', { type: 'video', originalContentUrl: 'https://example.com/a' }],
    ['audio/mp4', 'https://example.com/a', { type: 'audio', originalContentUrl: 'https://example.com/a' }],
    ['image/gif', 'https://example.com/a', { type: 'text', text: 'https://example.com/a' }],
    ['image/png', 'http://example.com/a', { type: 'text', text: 'http://example.com/a' }],
    ['image/png', 'line:123', { type: 'text', text: 'image/png' }],
  ])('%s at %s', async (mediaType, address, message) => {
    expect(await messagesFor({ type: 'media', url: address, mediaType })).toMatchObject([message]);
  });

  test('a place without a name is called by its position', async () => {
    expect(await messagesFor({ type: 'location', latitude: 1.5, longitude: -2 })).toEqual([
      { type: 'location', title: '1.5, -2', address: '1.5, -2', latitude: 1.5, longitude: -2 },
    ]);
  });
});

async function send(
  more: { content?: Content; replyWith?: { token: string; until: number } },
  answers: [HttpResponse, ...HttpResponse[]],
  secret: Record<string, unknown> = lineKit.secret,
) {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => answers[requests.push(request) - 1] ?? answers[0];
  const receipt = await line.connect(secret).send({ ...outbound('line', text), ...more }, http);
  return { requests, receipt };
}

async function messagesFor(content: Content): Promise<unknown[]> {
  const { requests } = await send({ content }, [ok]);
  return requests.flatMap(({ body }) => JSON.parse(String(body)).messages);
}
