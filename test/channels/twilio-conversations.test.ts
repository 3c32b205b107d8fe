import { describe, expect, test } from 'vitest';
import { twilioConversations } from '../../lib/channels/twilio-conversations/index.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../lib/http.ts';
import type { Content } from '../../lib/message.ts';
import { answer, outbound, webhook } from './kit.ts';
import { twilioConversationsKit as kit } from './twilio-conversations.kit.ts';

const text: Content = { type: 'text', text: 'hello' };
const service = 'https://conversations.twilio.com/v1/Services/IS00000000000000000000000000000001';
const mediaService = 'https://mcs.us1.twilio.com/v1/Services/IS00000000000000000000000000000001/Media';
const login = `Basic ${Buffer.from('AC00000000000000000000000000000001:12345').toString('base64')}`;
const media = 'ME00000000000000000000000000000001';

describe('what goes out', () => {
  test('is written into the conversation, marked as ours, and not told back to us', async () => {
    const [request] = await send(text);
    expect(request?.url).toBe(`${service}/Conversations/CH1/Messages`);
    expect(request?.headers).toEqual({
      authorization: login,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(fieldsOf(request)).toEqual({
      Attributes: '{"seaway":"0f8fad5b-d9cb-469f-a165-70867728950e"}',
      Body: 'hello',
    });
  });

  test('has the author whom the account names', async () => {
    const [request] = await send(text, { author: 'Front desk' });
    expect(fieldsOf(request)).toMatchObject({ Author: 'Front desk' });
  });

  test('a file goes through the Media service, its caption after it', async () => {
    const requests = await send({
      type: 'media',
      url: 'https://example.com/a',
      mediaType: 'image/png',
      caption: 'Look',
    });
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET https://example.com/a',
      `POST ${mediaService}`,
      `POST ${service}/Conversations/CH1/Messages`,
      `POST ${service}/Conversations/CH1/Messages`,
    ]);
    expect(requests[0]?.headers).toEqual({});
    expect(requests[1]).toMatchObject({
      headers: { authorization: login, 'content-type': 'image/png' },
      body: Buffer.from('bytes'),
    });
    expect(requests.slice(2).map(fieldsOf)).toMatchObject([{ MediaSid: media }, { Body: 'Look' }]);
  });

  test.each([
    [503, Transient],
    [413, Permanent],
    [200, Permanent],
  ])('a file that the Media service answers with %i is not sent', async (status, kind) => {
    const content: Content = { type: 'media', url: 'https://example.com/a', mediaType: 'image/png' };
    await expect(send(content, {}, { [mediaService]: answer(status, {}) })).rejects.toThrow(kind);
  });

  test('a template that is not one of Twilio is told in text', async () => {
    const [request] = await send({ type: 'template', id: 'welcome', variables: { name: 'Ada' } });
    expect(fieldsOf(request)).toMatchObject({ Body: 'welcome: Ada' });
  });
});

describe('a file that somebody sent', () => {
  const url = `twilio-conversations:${media}`;
  const place = 'https://media.us1.twilio.com/signed';

  test('is fetched by its short-lived address, which is not told our login', async () => {
    const requests: HttpRequest[] = [];
    const answers = { [mediaService]: answer(200, { links: { content_direct_temporary: place } }) };
    const file = await twilioConversations.connect(kit.secret).fetch(url, answering(requests, answers));
    expect(file.body).toEqual(Buffer.from('bytes'));
    expect(requests.map((request) => [request.url, request.headers?.authorization])).toEqual([
      [`${mediaService}/${media}`, login],
      [place, undefined],
    ]);
  });

  test.each([
    [answer(404, { code: 20404, message: 'not found' }), Permanent],
    [answer(503, ''), Transient],
    [answer(200, { links: {} }), Permanent],
  ])('and cannot be had', async (response, kind) => {
    const http = answering([], { [mediaService]: response });
    await expect(twilioConversations.connect(kit.secret).fetch(url, http)).rejects.toThrow(kind);
  });
});

test.each([
  ['EventType=onMessageAdded&ConversationSid=CH1&Body=a', "the form's MessageSid is missing"],
  ['EventType=onMessageAdded&MessageSid=IM1&Body=a', "the form's ConversationSid is missing"],
  ['EventType=onMessageAdded&ConversationSid=CH1&MessageSid=IM1&Media={', 'is not JSON'],
  ['EventType=onMessageAdded&ConversationSid=CH1&MessageSid=IM1&Media=[{"Sid":"../x"}]', '0.Sid'],
  ['EventType=onDeliveryUpdated&ConversationSid=CH1&MessageSid=IM1&Status=read', "the form's DeliveryReceiptSid is"],
])('the form %s is refused by name', (body, reason) => {
  const read = () => twilioConversations.receive(webhook({ url: 'https://seaway.example/', body }), 'main');
  expect(read).toThrow(Permanent);
  expect(read).toThrow(reason);
});

/** Answers by the start of the address; else as Twilio and the place of the file do. */
const answering =
  (requests: HttpRequest[], answers: Record<string, HttpResponse> = {}): Http =>
  async (request) => {
    requests.push(request);
    const [, other] = Object.entries(answers).find(([start]) => request.url.startsWith(start)) ?? [];
    if (other) return other;
    if (request.url === mediaService) return answer(201, { sid: media });
    return request.url.startsWith(service) ? kit.answers.ok : answer(200, 'bytes');
  };

async function send(content: Content, settings = {}, answers: Record<string, HttpResponse> = {}) {
  const requests: HttpRequest[] = [];
  const message = { ...outbound('twilio-conversations', content) };
  const thread = { ...message.thread, sender: 'CH1' };
  const connection = twilioConversations.connect({ ...kit.secret, ...settings });
  await connection.send({ ...message, thread }, answering(requests, answers));
  return requests;
}

const fieldsOf = (request: HttpRequest | undefined) => Object.fromEntries(new URLSearchParams(String(request?.body)));
