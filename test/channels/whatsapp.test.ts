import { describe, expect, test } from 'vitest';
import { whatsapp } from '../../lib/channels/whatsapp/index.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import type { Http, HttpRequest } from '../../lib/http.ts';
import type { Content } from '../../lib/message.ts';
import { answer, outbound, webhook } from './kit.ts';
import { whatsappKit } from './whatsapp.kit.ts';

const MG = `MG${'0'.repeat(31)}1`;
const messageSid = 'SM8824d91645395b17594d92659b870001';

test('answers a webhook with TwiML that says nothing', () => {
  expect(whatsapp.accepted(webhook({ url: 'https://seaway.example/', body: '' }))).toEqual({
    contentType: 'text/xml',
    body: '<Response/>',
  });
});

test('24 hours after the customer wrote, templates alone are left', () => {
  const { window } = whatsapp.connect(whatsappKit.secret);
  expect(window).toEqual({ open: 86_400_000, beyond: ['template'] });
});

describe('to whom and from whom', () => {
  test('addresses have their prefix, and receipts are asked for', async () => {
    const callback = 'https://seaway.example/webhooks/whatsapp/main?message=7';
    const [form] = await formsOf({ callback });
    expect(Object.fromEntries(form ?? [])).toEqual({
      To: 'whatsapp:+14133881111',
      From: 'whatsapp:+14155238886',
      Body: 'Hello',
      StatusCallback: callback,
    });
  });

  test('somebody with a username is written to by their BSUID', async () => {
    const [form] = await formsOf({ sender: 'US.13491208655302741918' });
    expect(form?.get('To')).toBe('whatsapp:US.13491208655302741918');
  });

  test('a messaging service chooses the sender', async () => {
    const [form] = await formsOf({}, { ...whatsappKit.secret, from: MG });
    expect(form?.get('MessagingServiceSid')).toBe(MG);
    expect(form?.has('From')).toBe(false);
  });

  test.each(['14155238886', 'whatsapp:+14155238886', 'MG1'])('does not connect as %s', (from) => {
    expect(() => whatsapp.connect({ ...whatsappKit.secret, from })).toThrow('from: is neither a number');
  });
});

describe('what goes out', () => {
  test.each([
    ['image/png', [{ MediaUrl: 'https://example.com/a', Body: 'Look' }]],
    ['video/mp4', [{ MediaUrl: 'https://example.com/a' }, { Body: 'Look' }]],
    ['application/pdf', [{ MediaUrl: 'https://example.com/a' }, { Body: 'Look' }]],
    ['audio/ogg; codecs=opus', [{ MediaUrl: 'https://example.com/a' }, { Body: 'Look' }]],
    ['image/gif', [{ Body: 'Look\nhttps://example.com/a' }]],
  ])('%s with a caption', async (mediaType, expected) => {
    expect(await sentAs({ type: 'media', url: 'https://example.com/a', mediaType, caption: 'Look' })).toEqual(expected);
  });

  test.each([
    [
      { name: 'Office', address: 'Kioicho' },
      { Body: 'Office', PersistentAction: 'geo:1.5,-2|Kioicho' },
    ],
    [{ address: 'Kioicho' }, { Body: 'Kioicho', PersistentAction: 'geo:1.5,-2|Kioicho' }],
    [{}, { Body: '1.5, -2', PersistentAction: 'geo:1.5,-2' }],
  ])('a place with %o', async (named, expected) => {
    expect(await sentAs({ type: 'location', latitude: 1.5, longitude: -2, ...named })).toEqual([expected]);
  });

  test('a template with its variables, and one that is not of Twilio in text', async () => {
    const id = 'HX00000000000000000000000000000001';
    expect(await sentAs({ type: 'template', id, variables: { 1: 'Ada' } })).toEqual([
      { ContentSid: id, ContentVariables: '{"1":"Ada"}' },
    ]);
    expect(await sentAs({ type: 'template', id: 'welcome', variables: { 1: 'Ada' } })).toEqual([
      { Body: 'welcome: Ada' },
    ]);
  });
});

describe('refusals', () => {
  test.each([
    [400, 63018, Transient],
    [429, 20429, Transient],
    [400, 63012, Transient],
    [400, 63024, Permanent],
    [400, 63003, Permanent],
    [400, 99999, Permanent],
  ])('%i with code %i', async (status, code, kind) => {
    await expect(send({}, whatsappKit.secret, answer(status, { code, message: 'why', status }))).rejects.toThrow(kind);
  });

  test('a closed window says what to do', async () => {
    await expect(send({}, whatsappKit.secret, whatsappKit.answers.refused)).rejects.toMatchObject({
      remedy: 'Send a template.',
    });
  });
});

describe('typing', () => {
  test('is shown for the message that it answers', async () => {
    const [request] = await signalled({ type: 'typing', messageId: `${messageSid}/1` });
    expect(request).toMatchObject({ method: 'POST', url: 'https://messaging.twilio.com/v2/Indicators/Typing.json' });
    expect(request?.body).toBe(`messageId=${messageSid}&channel=whatsapp`);
  });

  test('is not shown where no message is known, and reading alone cannot be told', async () => {
    expect(await signalled({ type: 'typing' })).toEqual([]);
    expect(await signalled({ type: 'read', messageId: messageSid })).toEqual([]);
    expect(whatsapp.connect(whatsappKit.secret).signals).toEqual(['typing']);
  });
});

describe('a file that a customer sent', () => {
  const login = `Basic ${Buffer.from('AC00000000000000000000000000000001:12345').toString('base64')}`;
  const storage = 'https://media.twiliocdn.example/signed';

  test('is fetched with our login, which is not told to the storage', async () => {
    const requests = await fetched('https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1');
    expect(requests.map(({ url, headers }) => [url, headers?.authorization])).toEqual([
      ['https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1', login],
      [storage, undefined],
    ]);
  });

  test.each(['https://evil.example/?https://api.twilio.com/', 'https://api.twilio.com.evil.example/ME1'])(
    'at %s is fetched without it',
    async (url) => {
      expect((await fetched(url))[0]?.headers).toEqual({});
    },
  );

  async function fetched(url: string) {
    const requests: HttpRequest[] = [];
    const http: Http = async (request) => {
      requests.push(request);
      return requests.length === 1 ? answer(307, '', { location: storage }) : answer(200, 'bytes');
    };
    await whatsapp.connect(whatsappKit.secret).fetch(url, http);
    return requests;
  }
});

test.each([
  ['MessageSid=SM1&Body=hi', "the form's From is missing"],
  ['MessageSid=SM1&From=whatsapp:%2B1&Latitude=north&Longitude=1', "the form's Latitude is no number"],
  ['MessageSid=SM1&From=whatsapp:%2B1&Latitude=1', "the form's Longitude is missing"],
])('the form %s is refused by name', (body, reason) => {
  const request = webhook({ url: 'https://seaway.example/', body });
  expect(() => whatsapp.receive(request, 'main')).toThrow(new Permanent(reason));
});

async function send(
  more: { content?: Content; callback?: string; sender?: string },
  secret: Record<string, unknown> = whatsappKit.secret,
  response = whatsappKit.answers.ok,
) {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    requests.push(request);
    return response;
  };
  const { sender = '+14133881111', ...rest } = more;
  const message = { ...outbound('whatsapp', { type: 'text', text: 'Hello' }), ...rest };
  await whatsapp.connect(secret).send({ ...message, thread: { ...message.thread, sender } }, http);
  return requests;
}

const formsOf = async (...sending: Parameters<typeof send>) =>
  (await send(...sending)).map(({ body }) => new URLSearchParams(String(body)));

async function sentAs(content: Content) {
  const forms = await formsOf({ content });
  return forms.map((form) => {
    const { To: _, From: __, ...said } = Object.fromEntries(form);
    return said;
  });
}

async function signalled(signal: { type: 'typing' | 'read'; messageId?: string }) {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    requests.push(request);
    return answer(200, { success: true });
  };
  const { thread } = outbound('whatsapp', { type: 'text', text: '' });
  await whatsapp.connect(whatsappKit.secret).signal({ ...signal, thread }, http);
  return requests;
}
