import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { rcs } from '../../lib/channels/rcs/index.ts';
import { Permanent } from '../../lib/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../lib/http.ts';
import type { Content, Signal } from '../../lib/message.ts';
import { answer, arrival, outbound, webhook } from './kit.ts';
import { rcsKit } from './rcs.kit.ts';

beforeEach(() => void vi.useFakeTimers({ now: arrival, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const url = 'https://seaway.example/webhooks/rcs/main';
const { ok } = rcsKit.answers;
const connection = rcs.connect(rcsKit.secret);

const wrapped = (data: unknown) =>
  webhook({ url, body: JSON.stringify({ message: { data: Buffer.from(JSON.stringify(data)).toString('base64') } }) });
const receive = (data: unknown) => rcs.receive(wrapped(data), 'main');

describe('the handshake', () => {
  const handshake = (clientToken: unknown) =>
    connection.verify(webhook({ url, body: JSON.stringify({ clientToken, secret: '1234567890' }) }));

  test('gives the secret back, as plain text and with 200', () => {
    expect(handshake(rcsKit.secret.clientToken)).toEqual({
      verdict: 'reply',
      status: 200,
      headers: { 'content-type': 'text/plain' },
      body: '1234567890',
    });
  });

  test.each(['another-token', '', 7])('is refused with the token %j', (token) => {
    expect(handshake(token).verdict).toBe('reject');
  });
});

describe('the signature', () => {
  const text = { senderPhoneNumber: '+12223334444', messageId: 'M', text: 'Hi', agentId: 'welcome-bot@rbm.goog' };

  test('does not cover the envelope, so that the envelope may differ', () => {
    const signed = rcsKit.sign(wrapped(text));
    const { message } = JSON.parse(signed.body.toString());
    const other = Buffer.from(JSON.stringify({ message: { ...message, messageId: '7' }, subscription: 's' }));
    expect(connection.verify({ ...signed, body: other })).toEqual({ verdict: 'accept' });
  });

  test('over the whole body is not what Google gives', () => {
    const request = wrapped(text);
    const other = rcsKit.sign(wrapped(request.body.toString())).headers;
    expect(connection.verify({ ...request, headers: other }).verdict).toBe('reject');
  });

  test("another agent's event, signed for the same partner, is answered with 200 and dropped", () => {
    const verdict = connection.verify(rcsKit.sign(wrapped({ ...text, agentId: 'other-bot@rbm.goog' })));
    expect(verdict).toMatchObject({ verdict: 'reply', status: 200, body: '' });
  });

  test('an accepted webhook is answered with exactly 200', () => {
    expect(rcs.accepted(wrapped(text)).status ?? 200).toBe(200);
  });
});

test.each([
  [{ messageId: 'M', text: 'Hi' }, 'senderPhoneNumber'],
  [{ senderPhoneNumber: '2223334444', messageId: 'M', text: 'Hi' }, 'senderPhoneNumber'],
  [{ senderPhoneNumber: '+12223334444', text: 'Hi' }, 'messageId'],
  [{ senderPhoneNumber: '+12223334444', messageId: 'M', sendTime: 'noon', text: 'Hi' }, 'sendTime'],
  [{ senderPhoneNumber: '+12223334444', eventType: 'READ', messageId: 'M' }, 'eventId'],
  [{ eventId: 'E', eventType: 'READ', messageId: 'M' }, 'senderPhoneNumber'],
  [{ senderPhoneNumber: '+12223334444', messageId: 'M', userFile: { payload: {} } }, 'userFile.payload.fileUri'],
])('what is not as documented is not lost in silence: %j', (data, path) => {
  expect(() => receive(data)).toThrow(Permanent);
  expect(() => receive(data)).toThrow(path);
});

test('a body without data is not lost in silence', () => {
  expect(() => rcs.receive(webhook({ url, body: '{"message":{}}' }), 'main')).toThrow('message.data');
});

describe('what goes out', () => {
  test('goes to the phone, under the message id, as the agent', async () => {
    const { requests } = await send({});
    expect(requests).toMatchObject([
      {
        method: 'POST',
        url: 'https://rcsbusinessmessaging.googleapis.com/v1/phones/+14133881111/agentMessages?messageId=0f8fad5b-d9cb-469f-a165-70867728950e&agentId=welcome-bot',
        headers: { authorization: 'Bearer ya29.test' },
      },
    ]);
    expect(JSON.parse(String(requests[0]?.body))).toEqual({ contentMessage: { text: 'hello' } });
  });

  test("goes to the region's own address, with the traffic type and the time it is good for", async () => {
    const more = { region: 'europe', trafficType: 'TRANSACTION', expiresAfter: 3600 };
    const { requests } = await send({ secret: { ...rcsKit.secret, ...more } });
    expect(requests[0]?.url).toMatch(/^https:\/\/europe-rcsbusinessmessaging\.googleapis\.com\//);
    expect(JSON.parse(String(requests[0]?.body))).toMatchObject({ messageTrafficType: 'TRANSACTION', ttl: '3600s' });
  });

  test('each part of a long text has an id of its own, the same when tried again', async () => {
    const content: Content = { type: 'text', text: 'word '.repeat(2000) };
    const idsOf = async () =>
      (await send({ content })).requests.map((request) => new URL(request.url).searchParams.get('messageId'));
    const ids = await idsOf();
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
    expect(await idsOf()).toEqual(ids);
  });

  test('a message that Google has already counts as sent', async () => {
    const { receipt } = await send({ response: answer(409, { error: { status: 'ALREADY_EXISTS' } }) });
    expect(receipt).toEqual({ providerId: '0f8fad5b-d9cb-469f-a165-70867728950e' });
  });

  test.each([
    [404, 'Write by SMS instead.'],
    [403, 'Launch the agent on the carrier, or make the phone its tester.'],
    [400, undefined],
  ])('%i is Permanent, with the remedy %s', async (status, remedy) => {
    const sending = send({ response: answer(status, { error: { message: 'no', status: 'NO' } }) });
    await expect(sending).rejects.toMatchObject({ name: 'Permanent', remedy });
  });

  test('eleven chips, their texts shortened to 25 characters, the twelfth option in the text', async () => {
    const options = Array.from({ length: 12 }, (_, index) => ({
      id: `${index}`,
      text: `Question ${index} about my invoice`,
    }));
    const [body] = await bodiesFor({ type: 'choices', text: 'Which?', options });
    expect(body.contentMessage.text).toBe('Which?\n12. Question 11 about my invoice');
    expect(body.contentMessage.suggestions).toHaveLength(11);
    expect(body.contentMessage.suggestions[0]).toEqual({
      reply: { text: 'Question 0 about my invo…', postbackData: '0' },
    });
  });

  test('an id longer than a chip carries makes all options text', async () => {
    const options = [{ id: 'x'.repeat(2049), text: 'Long' }];
    expect(await bodiesFor({ type: 'choices', text: 'Which?', options })).toEqual([
      { contentMessage: { text: 'Which?\n1. Long' } },
    ]);
  });

  test.each([
    ['application/pdf', 'https://example.com/a', { contentInfo: { fileUrl: 'https://example.com/a' } }],
    ['audio/ogg', 'https://example.com/a', { text: 'https://example.com/a' }],
    ['image/png', 'rcs:123', { text: 'image/png' }],
  ])('%s at %s', async (mediaType, address, contentMessage) => {
    expect(await bodiesFor({ type: 'media', url: address, mediaType })).toEqual([{ contentMessage }]);
  });

  test('a caption follows its picture', async () => {
    const content: Content = { type: 'media', url: 'https://example.com/a', mediaType: 'image/png', caption: 'A cat' };
    expect(await bodiesFor(content)).toMatchObject([
      { contentMessage: { contentInfo: {} } },
      { contentMessage: { text: 'A cat' } },
    ]);
  });
});

describe('signals', () => {
  const thread = { channel: 'rcs', account: 'main', sender: '+14133881111' };
  const tell = async (signal: Signal, response: HttpResponse) => {
    const { http, requests } = answering(response);
    await connection.signal(signal, http);
    return requests;
  };

  test.each([
    [{ type: 'typing', thread } as const, { eventType: 'IS_TYPING' }],
    [{ type: 'read', thread, messageId: 'Mx1' } as const, { eventType: 'READ', messageId: 'Mx1' }],
  ])('%j', async (signal, body) => {
    const [request] = await tell(signal, answer(200, {}));
    expect(request?.url).toMatch(
      /\/v1\/phones\/\+14133881111\/agentEvents\?eventId=[0-9a-f-]{36}&agentId=welcome-bot$/,
    );
    expect(JSON.parse(String(request?.body))).toEqual(body);
  });

  test('a refusal is told', async () => {
    await expect(tell({ type: 'typing', thread }, answer(404, {}))).rejects.toThrow('RCS refused the event with 404');
  });
});

function answering(response: HttpResponse) {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    const login = Object.entries(rcsKit.before ?? {}).find(([start]) => request.url.startsWith(start))?.[1];
    if (!login) requests.push(request);
    return login ?? response;
  };
  return { http, requests };
}

async function send({
  content = { type: 'text', text: 'hello' },
  response = ok,
  secret = rcsKit.secret,
}: {
  content?: Content;
  response?: HttpResponse;
  secret?: Record<string, unknown>;
}) {
  const { http, requests } = answering(response);
  const receipt = await rcs.connect(secret).send(outbound('rcs', content), http);
  return { receipt, requests };
}

const bodiesFor = async (content: Content) =>
  (await send({ content })).requests.map(({ body }) => JSON.parse(String(body)));
