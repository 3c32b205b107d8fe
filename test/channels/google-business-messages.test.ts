import { describe, expect, test } from 'vitest';
import { googleBusinessMessages } from '../../lib/channels/google-business-messages/index.ts';
import { Permanent } from '../../lib/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../lib/http.ts';
import type { Content } from '../../lib/message.ts';
import { googleBusinessMessagesKit as kit } from './google-business-messages.kit.ts';
import { answer, outbound, webhook } from './kit.ts';

const url = 'https://seaway.example/webhooks/google-business-messages/main';
const connection = googleBusinessMessages.connect(kit.secret);

describe('the handshake', () => {
  const handshake = (clientToken: string) =>
    connection.verify(webhook({ url, body: JSON.stringify({ clientToken, secret: '1234567890' }) }));

  test('gives the secret back, as plain text', () => {
    expect(handshake('client-token')).toMatchObject({ verdict: 'reply', status: 200, body: '1234567890' });
  });

  test('is refused with the key that signs, or with any other', () => {
    expect(handshake(String(kit.secret.partnerKey)).verdict).toBe('reject');
    expect(handshake('').verdict).toBe('reject');
  });
});

test('what is not as documented is not lost in silence', () => {
  const received = (body: unknown) => () =>
    googleBusinessMessages.receive(webhook({ url, body: JSON.stringify(body) }), 'main');
  const sendTime = '2020-05-11T19:21:22Z';
  expect(received({ requestId: 'r', sendTime, message: {} })).toThrow('conversationId');
  expect(received({ requestId: 'r', conversationId: 'c', sendTime, message: { messageId: 'm' } })).toThrow(
    'message.text',
  );
  expect(received({ requestId: 'r', conversationId: 'c', sendTime: 'noon' })).toThrow(Permanent);
});

describe('what goes out', () => {
  test('goes into the conversation, under the message id, as a bot', async () => {
    const { requests } = await send({});
    expect(requests).toMatchObject([
      {
        method: 'POST',
        url: 'https://businessmessages.googleapis.com/v1/conversations/%2B14133881111/messages',
        headers: { authorization: 'Bearer ya29.test' },
      },
    ]);
    expect(JSON.parse(String(requests[0]?.body))).toEqual({
      messageId: '0f8fad5b-d9cb-469f-a165-70867728950e',
      representative: { representativeType: 'BOT' },
      text: 'hello',
    });
  });

  test('a message that Google has already counts as sent', async () => {
    const { receipt } = await send({ response: answer(409, { error: { status: 'ALREADY_EXISTS' } }) });
    expect(receipt).toEqual({ providerId: '0f8fad5b-d9cb-469f-a165-70867728950e' });
  });

  test('a conversation that is gone is Permanent, and says what became of the service', async () => {
    await expect(send({ response: answer(404, '') })).rejects.toMatchObject({
      name: 'Permanent',
      remedy: expect.stringContaining('31 July 2024'),
    });
  });

  test('a caption stands on the card, or follows where it is too long for one', async () => {
    const picture = { type: 'media', url: 'https://example.com/a', mediaType: 'image/jpeg' } as const;
    const [card] = await bodiesFor({ ...picture, caption: 'A cat' });
    expect(card).toMatchObject({
      fallback: 'A cat\nhttps://example.com/a',
      richCard: { standaloneCard: { cardContent: { description: 'A cat' } } },
    });
    const caption = 'x'.repeat(2001);
    const [bare, text] = await bodiesFor({ ...picture, caption });
    expect(bare.richCard.standaloneCard.cardContent).not.toHaveProperty('description');
    expect(text).toMatchObject({ text: caption });
  });

  test('other files are told as an address', async () => {
    const content: Content = { type: 'media', url: 'https://example.com/a', mediaType: 'video/mp4' };
    expect(await bodiesFor(content)).toMatchObject([{ text: 'https://example.com/a' }]);
  });
});

describe('signals', () => {
  const thread = { channel: 'google-business-messages', account: 'main', sender: 'c/1' };

  test('typing is an event of the conversation', async () => {
    const { http, requests } = answering(answer(200, {}));
    await connection.signal({ type: 'typing', thread }, http);
    expect(requests).toMatchObject([
      { method: 'POST', url: expect.stringMatching(/\/v1\/conversations\/c%2F1\/events\?eventId=[0-9a-f-]{36}$/) },
    ]);
  });

  test('reading changes the receipt of the message', async () => {
    const { http, requests } = answering(answer(200, {}));
    await connection.signal({ type: 'read', thread, messageId: 'm/1' }, http);
    expect(requests).toMatchObject([
      { method: 'PATCH', url: expect.stringMatching(/\/v1\/conversations\/c%2F1\/messages\/m%2F1\/receipt$/) },
    ]);
    expect(JSON.parse(String(requests[0]?.body))).toEqual({ receiptType: 'READ' });
  });
});

function answering(response: HttpResponse) {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    const login = Object.entries(kit.before ?? {}).find(([start]) => request.url.startsWith(start))?.[1];
    if (!login) requests.push(request);
    return login ?? response;
  };
  return { http, requests };
}

async function send({
  content = { type: 'text', text: 'hello' },
  response = kit.answers.ok,
}: {
  content?: Content;
  response?: HttpResponse;
}) {
  const { http, requests } = answering(response);
  const receipt = await connection.send(outbound('google-business-messages', content), http);
  return { receipt, requests };
}

const bodiesFor = async (content: Content) =>
  (await send({ content })).requests.map(({ body }) => JSON.parse(String(body)));
