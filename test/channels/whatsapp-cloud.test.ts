import { describe, expect, test } from 'vitest';
import { whatsappCloud } from '../../lib/channels/whatsapp-cloud/index.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import type { HttpRequest, HttpResponse } from '../../lib/http.ts';
import type { Content, OutboundMessage } from '../../lib/message.ts';
import { answer, outbound, webhook } from './kit.ts';
import { whatsappCloudKit } from './whatsapp-cloud.kit.ts';

const url = 'https://seaway.example/webhooks/whatsapp-cloud/main';
const text: Content = { type: 'text', text: 'hello' };
const { ok } = whatsappCloudKit.answers;

describe('whom a message goes to', () => {
  test.each([
    ['16505551234', { to: '16505551234' }],
    ['+16505551234', { to: '+16505551234' }],
    ['US.13491208655302741918', { recipient: 'US.13491208655302741918' }],
    ['US.ENT.11815799212886844830', { recipient: 'US.ENT.11815799212886844830' }],
  ])('%s', async (sender, address) => {
    const [body] = await bodiesFor(text, { thread: { channel: 'whatsapp-cloud', account: 'main', sender } });
    expect(body).toMatchObject({ ...address, messaging_product: 'whatsapp', recipient_type: 'individual' });
    expect(Object.keys(body).filter((name) => name === 'to' || name === 'recipient')).toHaveLength(1);
  });
});

describe('what comes back with a status', () => {
  const callback = 'https://seaway.example/webhooks/whatsapp-cloud/main?message=MESSAGE%2301KAAA';

  test('is whom we wrote to and our own key of the message, also where the status names nobody', async () => {
    const [{ biz_opaque_callback_data: data }] = await bodiesFor(text, { callback });
    expect(receive([statusOf({ biz_opaque_callback_data: data })])).toMatchObject({
      events: [{ thread: { sender: '+14133881111' }, outboundId: 'MESSAGE#01KAAA', status: 'failed' }],
    });
  });

  test('is let be where another program sent the message', () => {
    const status = statusOf({ biz_opaque_callback_data: 'campaign 7', recipient_id: '16505551234' });
    const { events } = receive([status]);
    expect(events).toMatchObject([{ thread: { sender: '16505551234' } }]);
    expect(events[0]).not.toHaveProperty('outboundId');
  });

  test.each([
    [131026, 'Write on another channel.'],
    [131047, 'Send a template.'],
    [132001, 'Compare it with the template in WhatsApp Manager.'],
  ])('error %i says what can be done', (code, remedy) => {
    const { events } = receive([statusOf({ recipient_id: '16505551234', errors: [{ code, title: 'x' }] })]);
    expect(events).toMatchObject([{ reason: expect.stringMatching(`^${code}: `), remedy }]);
  });

  const statusOf = (more: object) => ({ id: 'wamid.1', status: 'failed', timestamp: '1750030073', ...more });
  const receive = (statuses: object[]) => whatsappCloud.receive(webhook({ url, body: bodyOf({ statuses }) }), 'main');
});

describe('which refusals pass', () => {
  test.each([130429, 131016, 131056, 80007])('%i does', async (code) => {
    await expect(send(text, {}, answer(400, { error: { code, message: 'x' } }))).rejects.toThrow(Transient);
  });

  test('131056 in the six seconds that WhatsApp lets pass between two messages to one person', async () => {
    const refused = answer(400, { error: { code: 131056, message: 'x' } });
    await expect(send(text, {}, refused)).rejects.toHaveProperty('after', 6);
  });

  test('131047 does not, and wants a template', async () => {
    const sent = send(text, {}, whatsappCloudKit.answers.refused);
    await expect(sent).rejects.toThrow(Permanent);
    await expect(sent).rejects.toHaveProperty('remedy', 'Send a template.');
  });
});

describe('choices', () => {
  const choices = (texts: string[], said = 'Which?'): Content => ({
    type: 'choices',
    text: said,
    options: texts.map((label, index) => ({ id: `${index}`, text: label })),
  });

  test('up to three short ones are buttons', async () => {
    const [body] = await bodiesFor(choices(['Yes', 'No', 'Later']));
    expect(body.interactive).toMatchObject({ type: 'button', action: { buttons: { length: 3 } } });
  });

  test.each([
    ['a fourth', ['a', 'b', 'c', 'd']],
    ['one longer than 20 characters', ['Questions about my invoice', 'Other']],
    ['two that look alike', ['Yes', 'Yes']],
  ])('%s makes them a list', async (_, texts) => {
    const [body] = await bodiesFor(choices(texts));
    expect(body.interactive).toMatchObject({ type: 'list', action: { button: 'Choose' } });
  });

  test('the button of a list says what the account says', async () => {
    const [body] = await bodiesFor(choices(['a', 'b', 'c', 'd']), {}, { listLabel: 'Auswählen' });
    expect(body.interactive).toMatchObject({ action: { button: 'Auswählen' } });
  });

  test('a row shows 24 characters, and the whole below', async () => {
    const [body] = await bodiesFor(choices(['Questions about my last invoice', 'b', 'c', 'd']));
    expect(body.interactive).toMatchObject({
      action: {
        sections: [
          { rows: [{ title: 'Questions about my last…', description: 'Questions about my last invoice' }, {}, {}, {}] },
        ],
      },
    });
  });

  test('an eleventh is told in the text', async () => {
    const [body] = await bodiesFor(choices(Array.from({ length: 11 }, (_, index) => `Option ${index + 1}`)));
    expect(body.interactive).toMatchObject({ body: { text: 'Which?\n11. Option 11' } });
  });

  test('a long question is said before, its end with the buttons', async () => {
    const said = 'A sentence about it. '.repeat(100).trim();
    const [before, after] = await bodiesFor(choices(['Yes'], said));
    expect(before.text.body + after.interactive.body.text).toBe(said);
    expect(after.interactive.body.text.length).toBeLessThanOrEqual(1024);
  });

  test('two of the same id are told in text, as nobody could tell them apart', async () => {
    const options = [
      { id: 'a', text: 'One' },
      { id: 'a', text: 'Two' },
    ];
    expect(await bodiesFor({ type: 'choices', text: 'Which?', options })).toMatchObject([
      { type: 'text', text: { body: 'Which?\n1. One\n2. Two' } },
    ]);
  });
});

describe('templates', () => {
  const templateFor = async (id: string, variables: Record<string, string>) =>
    (await bodiesFor({ type: 'template', id, variables }))[0].template;

  test('numbered variables go in their order', async () => {
    expect(await templateFor('order_update:de', { 2: 'noon', 1: 'Ada', 10: 'ten' })).toEqual({
      name: 'order_update',
      language: { code: 'de' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Ada' },
            { type: 'text', text: 'noon' },
            { type: 'text', text: 'ten' },
          ],
        },
      ],
    });
  });

  test('named ones by their names, the header and the end of a link beside them', async () => {
    expect(await templateFor('shipped', { name: 'Ada', 'header.1': '17', 'button.0': 'track/17' })).toEqual({
      name: 'shipped',
      language: { code: 'en_US' },
      components: [
        { type: 'header', parameters: [{ type: 'text', text: '17' }] },
        { type: 'body', parameters: [{ type: 'text', parameter_name: 'name', text: 'Ada' }] },
        { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'track/17' }] },
      ],
    });
  });

  test('one without variables has no components', async () => {
    expect(await templateFor('hello_world', {})).toEqual({ name: 'hello_world', language: { code: 'en_US' } });
  });

  test('can be sent beyond the window of a day, and nothing else', () => {
    expect(whatsappCloud.connect(whatsappCloudKit.secret).window).toEqual({ open: 86_400_000, beyond: ['template'] });
  });
});

describe('media', () => {
  const mediaFor = (more: Partial<Extract<Content, { type: 'media' }>>) =>
    bodiesFor({ type: 'media', url: 'https://example.com/a', mediaType: 'image/png', ...more });

  test.each([
    ['image/jpeg', 'image'],
    ['image/webp', 'document'],
    ['video/mp4', 'video'],
    ['audio/ogg', 'audio'],
    ['application/pdf', 'document'],
    ['image/gif', 'document'],
  ])('%s is sent as %s', async (mediaType, type) => {
    expect(await mediaFor({ mediaType })).toMatchObject([{ type, [type]: { link: 'https://example.com/a' } }]);
  });

  test('a document has its name', async () => {
    expect(await mediaFor({ mediaType: 'application/pdf', name: 'invoice.pdf' })).toMatchObject([
      { document: { filename: 'invoice.pdf' } },
    ]);
  });

  test.each([
    ['a recording', { mediaType: 'audio/ogg', caption: 'listen' }],
    ['a picture with too much of it', { caption: 'x'.repeat(1025) }],
  ])('the caption of %s is a message of its own', async (_, more) => {
    const [media, caption] = await mediaFor(more);
    expect(JSON.stringify(media)).not.toContain('caption');
    expect(caption).toMatchObject({ text: { body: more.caption } });
  });
});

describe('signals', () => {
  const signalled = async (type: 'typing' | 'read', messageId?: string) => {
    const { http, requests } = answering(ok);
    const thread = { channel: 'whatsapp-cloud', account: 'main', sender: '16505551234' };
    await whatsappCloud.connect(whatsappCloudKit.secret).signal({ type, thread, messageId }, http);
    return requests.map(({ body }) => JSON.parse(String(body)));
  };

  test('a message is marked as read', async () => {
    expect(await signalled('read', 'wamid.1')).toEqual([
      { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.1' },
    ]);
  });

  test('we type an answer to a message', async () => {
    expect(await signalled('typing', 'wamid.1')).toMatchObject([{ typing_indicator: { type: 'text' } }]);
  });

  test('nothing is said without a message', async () => {
    expect(await signalled('typing')).toEqual([]);
  });
});

describe('a file of a customer', () => {
  test('is found by its id and fetched with the token', async () => {
    const place = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1';
    const { http, requests } = answering(
      answer(200, { url: place, mime_type: 'application/pdf', id: '1' }),
      answer(200, 'bytes', { 'content-type': 'application/octet-stream' }),
    );
    const fetched = await whatsappCloud.connect(whatsappCloudKit.secret).fetch('whatsapp-cloud:1003383421387256', http);
    expect(fetched).toEqual({ body: Buffer.from('bytes'), mediaType: 'application/pdf' });
    expect(requests).toMatchObject([
      { method: 'GET', url: 'https://graph.facebook.com/v25.0/1003383421387256' },
      { method: 'GET', url: place },
    ]);
    for (const { headers } of requests) expect(headers).toEqual({ authorization: 'Bearer whatsapp-access-token' });
  });

  test.each([
    ['is gone', answer(400, { error: { code: 100, message: 'Unsupported get request' } }), Permanent],
    ['cannot be had now', answer(500, { error: { code: 131016 } }), Transient],
    ['has no place', answer(200, {}), Permanent],
    ['lies with somebody else', answer(200, { url: 'https://lookaside.fbsbx.com.evil.example/1' }), Permanent],
    ['lies where anybody can read along', answer(200, { url: 'http://lookaside.fbsbx.com/1' }), Permanent],
  ])('that %s', async (_, first, kind) => {
    const { http } = answering(first);
    await expect(whatsappCloud.connect(whatsappCloudKit.secret).fetch('whatsapp-cloud:1', http)).rejects.toThrow(kind);
  });
});

test.each([
  ['a text without a body', { text: {} }, 'text.body'],
  ['a message without an id', { id: undefined, text: { body: 'x' } }, 'messages.0.id'],
  ['a time that is none', { timestamp: 'noon', text: { body: 'x' } }, 'messages.0.timestamp'],
])('%s is not lost in silence', (_, more, path) => {
  const message = { id: 'wamid.1', from: '16505551234', timestamp: '1749416383', type: 'text', ...more };
  const body = bodyOf({ messages: [message] });
  expect(() => whatsappCloud.receive(webhook({ url, body }), 'main')).toThrow(Permanent);
  expect(() => whatsappCloud.receive(webhook({ url, body }), 'main')).toThrow(path);
});

const bodyOf = (value: object) =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', ...value } }] }],
  });

function answering(...answers: [HttpResponse, ...HttpResponse[]]) {
  const requests: HttpRequest[] = [];
  const http = async (request: HttpRequest) => answers[requests.push(request) - 1] ?? answers[0];
  return { http, requests };
}

async function send(content: Content, more: Partial<OutboundMessage>, response: HttpResponse, settings = {}) {
  const { http, requests } = answering(response);
  const message = { ...outbound('whatsapp-cloud', content), ...more };
  await whatsappCloud.connect({ ...whatsappCloudKit.secret, ...settings }).send(message, http);
  return requests;
}

const bodiesFor = async (content: Content, more: Partial<OutboundMessage> = {}, settings = {}) =>
  (await send(content, more, ok, settings)).map(({ body }) => JSON.parse(String(body)));
