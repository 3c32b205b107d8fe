import { describe, expect, test } from 'vitest';
import { viberErrors } from '../../lib/channels/viber/errors.ts';
import { viber } from '../../lib/channels/viber/index.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../lib/http.ts';
import type { Content } from '../../lib/message.ts';
import { answer, outbound, webhook } from './kit.ts';
import { viberKit } from './viber.kit.ts';

const url = 'https://seaway.example/webhooks/viber/main';
const { ok } = viberKit.answers;

const receive = (body: string) => viber.receive(webhook({ url, body }), 'main');

describe('the token of 64 bits', () => {
  const seen = (token: string) => `{"event":"seen","timestamp":1,"message_token":${token},"user_id":"u"}`;

  test('survives, so that neighbours are told apart', async () => {
    const tokens = ['4912661846655238145', '4912661846655238146', '9223372036854775807'];
    const received = await Promise.all(tokens.map((token) => receive(seen(token))));
    expect(received.flatMap(({ events }) => events)).toMatchObject(
      tokens.map((token) => ({ id: `seen:${token}`, messageId: token })),
    );
  });

  test('that is none is not lost in silence', () => {
    for (const token of ['"x"', '1.5', 'null']) expect(() => receive(seen(token))).toThrow('message_token');
  });
});

test.each([
  ['{"event":"message","timestamp":1,"message_token":1,"message":{"type":"text","text":"a"}}', 'sender'],
  ['{"event":"subscribed","timestamp":1,"message_token":1,"user":{}}', 'user.id'],
  ['{"event":"unsubscribed","timestamp":1,"message_token":1}', 'user_id'],
  ['{"event":"delivered","message_token":1,"user_id":"u"}', 'timestamp'],
  ['{"timestamp":1}', 'event'],
])('what is not as documented is not lost in silence: %s', (body, path) => {
  expect(() => receive(body)).toThrow(Permanent);
  expect(() => receive(body)).toThrow(path);
});

describe('a button', () => {
  const options = [
    { id: 'billing', text: 'Billing' },
    { id: 'support', text: 'Support' },
  ];

  test('says its text, and what went along with the keyboard tells which option that is', async () => {
    const [sent] = await bodiesFor({ type: 'choices', text: 'Which?', options });
    const said = { type: 'text', text: 'Support', tracking_data: sent.tracking_data };
    const body = { event: 'message', timestamp: 1, message_token: 7, sender: { id: 'u' }, message: said };
    expect((await receive(JSON.stringify(body))).events).toMatchObject([
      { type: 'choice', optionId: 'support', text: 'Support', messageId: '7' },
    ]);
  });

  test.each(['3055', 'null', '[]', '{"choices":7}', '{"choices":[["a"]]}'])(
    "tracking data that is not ours, %s, is no one's option",
    async (tracking_data) => {
      const said = { type: 'text', text: 'Support', tracking_data };
      const body = { event: 'message', timestamp: 1, message_token: 7, sender: { id: 'u' }, message: said };
      expect((await receive(JSON.stringify(body))).events).toMatchObject([{ type: 'message' }]);
    },
  );

  test('each takes a row of its own; twelve rows, the thirteenth option in the text', async () => {
    const many = Array.from({ length: 13 }, (_, index) => ({ id: `${index}`, text: `Option ${index + 1}` }));
    const [body] = await bodiesFor({ type: 'choices', text: 'Which?', options: many });
    expect(body.text).toBe('Which?\n13. Option 13');
    expect(body.keyboard.Buttons).toHaveLength(12);
    expect(body.keyboard.Buttons[11]).toEqual({
      Columns: 6,
      Rows: 1,
      ActionType: 'reply',
      ActionBody: 'Option 12',
      Text: 'Option 12',
    });
  });

  test.each([
    ['a text of more than 250 characters', [{ id: 'long', text: 'x'.repeat(251) }]],
    ['ids of more than 4000 characters together', [{ id: 'x'.repeat(4000), text: 'Long' }]],
    ['a blank text', [{ id: 'blank', text: ' ' }]],
  ])('%s makes all options text', async (_, wide) => {
    const [body] = await bodiesFor({ type: 'choices', text: 'Which?', options: wide });
    expect(body).not.toHaveProperty('keyboard');
    expect(body).not.toHaveProperty('tracking_data');
    expect(body.text).toMatch(/^Which\?\n1\. /);
  });
});

describe('a refusal within 200', () => {
  const refusedWith = (status: number) =>
    send({ response: answer(200, { status, status_message: 'why' }) }).then(
      () => undefined,
      (error: unknown) => error,
    );

  test.each(Object.entries(viberErrors))(
    '%s is told with its meaning',
    async (status, { meaning, passing, remedy }) => {
      const error = await refusedWith(Number(status));
      expect(error).toBeInstanceOf(passing ? Transient : Permanent);
      expect(error).toMatchObject({ message: expect.stringContaining(`status ${status}, ${meaning} (why)`) });
      if (remedy) expect(error).toMatchObject({ remedy });
    },
  );

  test('one that is not documented may pass', async () => {
    expect(await refusedWith(99)).toBeInstanceOf(Transient);
  });
});

describe('what goes out', () => {
  test('has the name and the picture of the account', async () => {
    const secret = { ...viberKit.secret, senderAvatar: 'https://example.com/a.png' };
    const { requests } = await send({ secret });
    expect(requests).toMatchObject([
      {
        url: 'https://chatapi.viber.com/pa/send_message',
        headers: { 'x-viber-auth-token': viberKit.secret.authToken },
      },
    ]);
    expect(JSON.parse(String(requests[0]?.body))).toEqual({
      receiver: '+14133881111',
      min_api_version: 1,
      sender: { name: 'Seaway', avatar: 'https://example.com/a.png' },
      type: 'text',
      text: 'hello',
    });
  });

  test('a name of more than 28 characters does not connect', () => {
    expect(() => viber.connect({ ...viberKit.secret, senderName: 'x'.repeat(29) })).toThrow('senderName');
  });

  const media = (mediaType: string, address: string, more = {}) =>
    ({ type: 'media', url: address, mediaType, ...more }) satisfies Content;

  test('a picture whose address has no ending goes as a file, with its size', async () => {
    const content = media('image/png', 'https://example.com/signed?key=cat.png');
    const { requests } = await send({ content, file: answer(206, 'x', { 'content-range': 'bytes 0-0/21000' }) });
    expect(requests[0]).toMatchObject({ method: 'GET', headers: { range: 'bytes=0-0' } });
    expect(JSON.parse(String(requests[1]?.body))).toMatchObject({ type: 'file', size: 21_000, file_name: 'file.png' });
  });

  test.each([
    ['video/mp4', 'https://example.com/a.mp4', { type: 'video', size: 5 }],
    ['video/mp4', 'https://example.com/a', { type: 'file', file_name: 'file.mp4' }],
    ['image/gif', 'https://example.com/a.gif', { type: 'file', file_name: 'file.gif' }],
    ['application/vnd.ms-excel', 'https://example.com/a', { type: 'file', file_name: 'file.ms-excel' }],
    ['audio/ogg; codecs=opus', 'https://example.com/a', { type: 'file', file_name: 'file.ogg' }],
    ['image/png', 'viber:1', { type: 'text', text: 'image/png' }],
    ['image/png', 'https://', { type: 'text', text: 'https://' }],
  ])('%s at %s', async (mediaType, address, message) => {
    // This server knows no ranges and sends the whole file.
    const { requests } = await send({ content: media(mediaType, address), file: answer(200, 'bytes') });
    expect(JSON.parse(String(requests.at(-1)?.body))).toMatchObject(message);
  });

  test('a file that cannot be fetched is not sent', async () => {
    const content = media('application/pdf', 'https://example.com/a');
    await expect(send({ content, file: answer(404, '') })).rejects.toThrow('refused the file with 404');
    await expect(send({ content, file: answer(503, '') })).rejects.toThrow(Transient);
  });

  test('a caption too long for a picture, or of a file, follows as a text', async () => {
    const caption = 'word '.repeat(103);
    const picture = await bodiesFor(media('image/png', 'https://example.com/a.png', { caption }));
    expect(picture).toMatchObject([
      { type: 'picture', text: '' },
      { type: 'text', text: caption },
    ]);
    const file = await bodiesFor(
      media('application/pdf', 'https://example.com/a.pdf', { caption: 'Invoice', name: 'a.pdf' }),
    );
    expect(file).toMatchObject([
      { type: 'file', file_name: 'a.pdf' },
      { type: 'text', text: 'Invoice' },
    ]);
  });

  test('a card for each number, the rest of a contact in text', async () => {
    const contact: Content = { type: 'contact', name: 'Ada', phones: ['+1', '+2'], emails: ['ada@example.com'] };
    expect(await bodiesFor(contact)).toMatchObject([
      { type: 'contact', contact: { name: 'Ada', phone_number: '+1' } },
      { type: 'contact', contact: { name: 'Ada', phone_number: '+2' } },
      { type: 'text', text: 'ada@example.com' },
    ]);
    expect(await bodiesFor({ ...contact, phones: [] })).toMatchObject([{ type: 'text', text: 'Ada\nada@example.com' }]);
  });
});

async function send({
  content = { type: 'text', text: 'hello' },
  response = ok,
  file = answer(200, 'bytes'),
  secret = viberKit.secret,
}: {
  content?: Content;
  response?: HttpResponse;
  file?: HttpResponse;
  secret?: Record<string, unknown>;
}) {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    requests.push(request);
    return request.method === 'GET' ? file : response;
  };
  const receipt = await viber.connect(secret).send(outbound('viber', content), http);
  return { receipt, requests };
}

const bodiesFor = async (content: Content) =>
  (await send({ content })).requests.flatMap(({ method, body }) => (method === 'POST' ? JSON.parse(String(body)) : []));
