import { describe, expect, test } from 'vitest';
import { messenger } from '../../lib/channels/messenger/index.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import type { HttpRequest, HttpResponse } from '../../lib/http.ts';
import type { Content, OutboundMessage, Signal } from '../../lib/message.ts';
import { answer, outbound, webhook } from './kit.ts';
import { messengerKit } from './messenger.kit.ts';

const text: Content = { type: 'text', text: 'hello' };
const { ok } = messengerKit.answers;
const url = 'https://seaway.example/webhooks/messenger/main';

test('edits that are not numbered are told apart by their time', () => {
  const edit = (timestamp: number) =>
    receive({ sender: { id: '1' }, recipient: { id: '2' }, timestamp, message_edit: { mid: 'm', text: 'x' } });
  expect(edit(1e12).events[0]?.id).toBe(edit(1e12).events[0]?.id);
  expect(edit(1e12).events[0]?.id).not.toBe(edit(2e12).events[0]?.id);
});

describe('how a message goes out', () => {
  test('to the page, with its token in a header and not in the address', async () => {
    const [request] = await send(text);
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://graph.facebook.com/v25.0/682498302938465/messages',
      headers: { authorization: 'Bearer page-access-token' },
    });
  });

  test('as a response within the window, and as what a person says past it', async () => {
    expect(await bodiesFor(text)).toMatchObject([{ messaging_type: 'RESPONSE' }]);
    const [late] = await bodiesFor(text, { late: true });
    expect(late).toMatchObject({ messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' });
  });

  test('marked as ours, in each part, so that its echo is not taken for news', async () => {
    const bodies = await bodiesFor({ type: 'text', text: 'word '.repeat(500) });
    expect(bodies).toHaveLength(2);
    for (const { message } of bodies) {
      const echo = {
        sender: { id: '1' },
        recipient: { id: '2' },
        timestamp: 1,
        message: { mid: 'm', is_echo: true, ...message },
      };
      expect(receive(echo)).toEqual({ events: [], ignored: ['echo of our own'] });
    }
  });

  test('the window is a day, and for agents a week', () => {
    expect(messenger.connect(messengerKit.secret).window).toEqual({ open: 86_400_000, agent: 604_800_000, beyond: [] });
  });
});

describe('choices', () => {
  const choices = (count: number, said = 'Which?', id = 'id'): Content => ({
    type: 'choices',
    text: said,
    options: Array.from({ length: count }, (_, index) => ({ id: `${id}${index}`, text: `Option ${index + 1}` })),
  });
  const messageFor = async (content: Content) => (await bodiesFor(content)).map(({ message }) => message);

  test('up to three are buttons, which stay', async () => {
    expect(await messageFor(choices(3))).toMatchObject([
      {
        attachment: {
          type: 'template',
          payload: {
            template_type: 'button',
            text: 'Which?',
            buttons: [{ type: 'postback', title: 'Option 1', payload: 'id0' }, {}, {}],
          },
        },
      },
    ]);
  });

  test.each([
    ['a fourth', choices(4)],
    ['a text longer than 640 characters', choices(2, 'x'.repeat(641))],
  ])('%s makes them quick replies', async (_, content) => {
    const [message] = await messageFor(content);
    expect(message.quick_replies[0]).toEqual({ content_type: 'text', title: 'Option 1', payload: 'id0' });
  });

  test('quick replies hang on the last part, a fourteenth option in its text', async () => {
    const [first, last] = await messageFor(choices(14, 'A sentence. '.repeat(200).trim()));
    expect(first).not.toHaveProperty('quick_replies');
    expect(last.quick_replies).toHaveLength(13);
    expect(last.text).toMatch(/14\. Option 14$/);
  });

  test('an id longer than a payload carries makes all options text', async () => {
    expect(await messageFor(choices(1, 'Which?', 'x'.repeat(1000)))).toMatchObject([{ text: 'Which?\n1. Option 1' }]);
  });
});

test.each([
  ['image/gif', 'image'],
  ['video/mp4', 'video'],
  ['audio/ogg', 'audio'],
  ['application/pdf', 'file'],
])('%s is sent as %s, its caption as a message of its own', async (mediaType, type) => {
  const content: Content = { type: 'media', url: 'https://example.com/a', mediaType, caption: 'Look' };
  expect(await bodiesFor(content)).toMatchObject([
    { message: { attachment: { type, payload: { url: 'https://example.com/a' } } } },
    { message: { text: 'Look' } },
  ]);
});

test('an empty reaction takes it back', async () => {
  const content: Content = { type: 'reaction', messageId: 'm_1', emoji: '' };
  expect(await bodiesFor(content)).toEqual([
    { recipient: { id: '+14133881111' }, sender_action: 'unreact', payload: { message_id: 'm_1' } },
  ]);
});

test.each([
  ['typing', 'typing_on'],
  ['read', 'mark_seen'],
] as const)('%s is told as %s', async (type, action) => {
  const { http, requests } = answering(ok);
  const thread = { channel: 'messenger', account: 'main', sender: '8761234567890123' };
  const signal: Signal = { type, thread };
  await messenger.connect(messengerKit.secret).signal(signal, http);
  expect(requests.map(({ body }) => JSON.parse(String(body)))).toEqual([
    { recipient: { id: '8761234567890123' }, sender_action: action },
  ]);
});

test.each([
  [10, 2018278, Permanent, 'the window for an answer has closed'],
  [10, 1893063, Permanent, 'Meta has restricted the page'],
  [551, 1545041, Permanent, 'the person cannot be reached'],
  [100, 2018001, Permanent, 'there is no such person for this page'],
  [10, 1, Permanent, 'a permission is missing'],
  [613, 0, Transient, 'too many calls at once'],
  [1200, 0, Transient, 'Meta is unavailable'],
])('error %i/%i', async (code, subcode, kind, meaning) => {
  const refused = answer(400, { error: { code, error_subcode: subcode, message: 'x' } });
  const sent = send(text, {}, refused);
  await expect(sent).rejects.toThrow(kind);
  await expect(sent).rejects.toThrow(meaning);
});

test.each([
  ['a message without an id', { message: { text: 'x' } }, 'entry.0.messaging.0.message.mid'],
  ['a delivery without its time', { delivery: { mids: [] } }, 'entry.0.messaging.0.delivery.watermark'],
  ['a time that is none', { timestamp: 'noon', message: { mid: 'm', text: 'x' } }, 'entry.0.messaging.0.timestamp'],
])('%s is not lost in silence', (_, item, path) => {
  expect(() => receive({ sender: { id: '1' }, recipient: { id: '2' }, timestamp: 1, ...item })).toThrow(path);
});

const receive = (item: object) =>
  messenger.receive(
    webhook({ url, body: JSON.stringify({ object: 'page', entry: [{ id: '9', messaging: [item] }] }) }),
    'main',
  );

function answering(response: HttpResponse) {
  const requests: HttpRequest[] = [];
  const http = async (request: HttpRequest) => {
    requests.push(request);
    return response;
  };
  return { http, requests };
}

async function send(content: Content, more: Partial<OutboundMessage> = {}, response = ok) {
  const { http, requests } = answering(response);
  await messenger.connect(messengerKit.secret).send({ ...outbound('messenger', content), ...more }, http);
  return requests;
}

const bodiesFor = async (content: Content, more: Partial<OutboundMessage> = {}) =>
  (await send(content, more)).map(({ body }) => JSON.parse(String(body)));
