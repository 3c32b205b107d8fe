import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { custom } from '../../lib/channels/custom/index.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import type { Http, HttpRequest } from '../../lib/http.ts';
import type { Content, OutboundMessage } from '../../lib/message.ts';
import { signedHeaders, webhookSignature } from '../../lib/standard-webhooks.ts';
import { customKit } from './custom.kit.ts';
import { answer, arrival, outbound, webhook } from './kit.ts';

beforeEach(() => void vi.useFakeTimers({ now: arrival, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const url = 'https://seaway.example/webhooks/custom/main';
const [current, former] = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', `whsec_${'b'.repeat(32)}`];
const settings = { url: 'https://shop.example/seaway', signingSecret: current };
const rotating = { ...settings, formerSecret: former };
const body = '{"type":"joined","sender":"customer-17"}';

const signed = (secrets: string[]) => webhook({ url, body, headers: signedHeaders(secrets, 'msg_1', body) });
const verdict = (request = signed([current]), secret: Record<string, unknown> = settings) =>
  custom.connect(secret).verify(request);

describe('the signature', () => {
  test('of the vector that Standard Webhooks published is accepted at its time', () => {
    vi.setSystemTime(1_614_265_330_000);
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    expect(verdict(webhook({ url, body: '{"test": 2432232314}', headers }))).toEqual({ verdict: 'accept' });
  });

  test.each([
    [-300, 'accept'],
    [300, 'accept'],
    [-301, 'reject'],
    [301, 'reject'],
  ])('made %i seconds from now: %s', (seconds, expected) => {
    vi.setSystemTime(arrival + seconds * 1000);
    const request = signed([current]);
    vi.setSystemTime(arrival);
    expect(verdict(request).verdict).toBe(expected);
  });

  test('covers the time', () => {
    const request = signed([current]);
    const later = { ...request.headers, 'webhook-timestamp': String(arrival / 1000 + 1) };
    expect(verdict({ ...request, headers: later })).toMatchObject({ reason: expect.stringContaining('does not fit') });
  });

  test.each(['', 'now', '-1', '1e9', ' 1767225600', '99999999999999999999'])(
    'with the time "%s" is refused',
    (time) => {
      const headers = {
        'webhook-id': 'msg_1',
        'webhook-timestamp': time,
        'webhook-signature': webhookSignature(current, 'msg_1', time, body),
      };
      expect(verdict(webhook({ url, body, headers })).verdict).toBe('reject');
    },
  );

  test('may be one of several, also of versions that we do not know', () => {
    const request = signed([current]);
    const others = `v1a,${'A'.repeat(86)}== v2,x ${request.headers['webhook-signature']}`;
    expect(verdict({ ...request, headers: { ...request.headers, 'webhook-signature': others } }).verdict).toBe(
      'accept',
    );
  });
});

describe('while the secret is replaced', () => {
  test.each([
    ['the new secret', [current]],
    ['the former one', [former]],
    ['both', [former, current]],
  ])('what %s signed is accepted', (_, secrets) => {
    expect(verdict(signed(secrets), rotating)).toEqual({ verdict: 'accept' });
  });

  test('the former one counts no more once it is taken out', () => {
    expect(verdict(signed([former])).verdict).toBe('reject');
  });

  test('we sign with both', async () => {
    const [request] = await send({}, rotating);
    const { 'webhook-signature': signatures, 'webhook-timestamp': time = '' } = request?.headers ?? {};
    const right = [current, former].map((one) =>
      webhookSignature(one, outbound('custom', text).id, time, String(request?.body)),
    );
    expect(signatures).toBe(right.join(' '));
  });
});

const text: Content = { type: 'text', text: 'hello' };

describe('what goes out', () => {
  test('is signed JSON under the message id, which a retry repeats', async () => {
    const replyWith = { token: 'ticket-9', until: arrival + 1 };
    const [request] = await send({ replyWith });
    const { id } = outbound('custom', text);
    expect(request).toMatchObject({ method: 'POST', url: settings.url, headers: { 'webhook-id': id } });
    expect(JSON.parse(String(request?.body))).toEqual({
      id,
      type: 'message',
      account: 'main',
      sender: '+14133881111',
      content: text,
      replyWith: 'ticket-9',
    });
    expect((await send({ replyWith }))[0]?.headers).toEqual(request?.headers);
  });

  test('a token that has lapsed does not go out', async () => {
    const [request] = await send({ replyWith: { token: 'ticket-9', until: arrival } });
    expect(JSON.parse(String(request?.body))).not.toHaveProperty('replyWith');
  });

  test('each part of a long text has an id of its own, the same when tried again', async () => {
    const idsOf = async () =>
      (await send({ content: { type: 'text', text: 'word '.repeat(5_000) } })).map(
        ({ headers }) => headers?.['webhook-id'],
      );
    const ids = await idsOf();
    expect(new Set(ids).size).toBe(3);
    expect(await idsOf()).toEqual(ids);
  });

  test('the hundred-and-first option is told in the text', async () => {
    const options = Array.from({ length: 101 }, (_, index) => ({ id: `${index}`, text: `Option ${index + 1}` }));
    const [request] = await send({ content: { type: 'choices', text: 'Which?', options } });
    expect(JSON.parse(String(request?.body)).content).toMatchObject({
      text: 'Which?\n101. Option 101',
      options: { length: 100 },
    });
  });

  test.each(['typing', 'read'] as const)('the signal %s', async (type) => {
    const requests: HttpRequest[] = [];
    const { thread } = outbound('custom', text);
    await custom.connect(settings).signal({ type, thread, messageId: 'm1' }, answering(requests));
    expect(JSON.parse(String(requests[0]?.body))).toEqual({
      id: requests[0]?.headers?.['webhook-id'],
      type,
      account: 'main',
      sender: '+14133881111',
      messageId: 'm1',
    });
  });

  test('a refusal says why in the words of the system, cut short', async () => {
    const refused = answer(422, { error: 'no '.repeat(500) });
    await expect(send({}, settings, refused)).rejects.toThrow(/^shop\.example refused the message with 422: (no )+n…$/);
    await expect(send({}, settings, answer(301, '', { location: 'https://127.0.0.1/' }))).rejects.toThrow(Permanent);
    await expect(send({}, settings, answer(503, { error: 'later' }))).rejects.toThrow(Transient);
  });
});

describe('the address', () => {
  test.each([
    ['http://shop.example/', 'url: must be an https address'],
    ['shop.example', 'url: must be an https address'],
    ['https://localhost/', 'url: must not lead to an inside address'],
    ['https://LOCALHOST./', 'url: must not lead to an inside address'],
    ['https://127.1/', 'url: must not lead to an inside address'],
    ['https://2130706433/', 'url: must not lead to an inside address'],
    ['https://169.254.169.254/latest', 'url: must not lead to an inside address'],
    ['https://10.0.0.7/', 'url: must not lead to an inside address'],
    ['https://172.31.0.1/', 'url: must not lead to an inside address'],
    ['https://[::1]/', 'url: must not lead to an inside address'],
    ['https://db.internal/', 'url: must not lead to an inside address'],
  ])('%s is not taken', (address, reason) => {
    expect(() => custom.connect({ ...settings, url: address })).toThrow(reason);
  });

  test.each(['https://10.example/', 'https://172.32.0.1/', 'https://localhost.example/'])('%s is', (address) => {
    expect(() => custom.connect({ ...settings, url: address })).not.toThrow();
  });
});

describe('a file', () => {
  test('is fetched from the address that the system gave', async () => {
    const requests: HttpRequest[] = [];
    const file = await custom
      .connect(settings)
      .fetch(
        'https://shop.example/files/1',
        answering(requests, answer(200, 'bytes', { 'content-type': 'image/png' })),
      );
    expect(file).toEqual({ body: Buffer.from('bytes'), mediaType: 'image/png' });
    expect(requests).toMatchObject([{ method: 'GET', url: 'https://shop.example/files/1' }]);
  });

  test('is not fetched from inside, nor by a redirect', async () => {
    const requests: HttpRequest[] = [];
    const { fetch } = custom.connect(settings);
    await expect(fetch('https://127.0.0.1:9001/', answering(requests))).rejects.toThrow('inside address');
    expect(requests).toEqual([]);
    const moved = answer(302, '', { location: 'http://127.0.0.1:9001/' });
    await expect(fetch('https://shop.example/files/1', answering(requests, moved))).rejects.toThrow(Permanent);
    expect(requests).toHaveLength(1);
  });
});

describe('a body that is not as documented', () => {
  const message = { type: 'message', sender: 'customer-17', messageId: 'm1' };
  test.each([
    [{ ...message, content: { type: 'text' } }, 'content.text'],
    [{ ...message, content: { type: 'hologram' } }, 'content.type'],
    [{ ...message, content: text, sender: undefined }, 'sender: a message needs one'],
    [{ ...message, content: text, at: 'today' }, 'at: '],
    [{ ...message, content: text, proves: ['phone:123'] }, 'proves.0'],
    [
      { ...message, content: { type: 'media', url: 'media:secret', mediaType: 'image/png' } },
      'content.url: must be an https',
    ],
    [{ ...message, content: { type: 'media', url: 'http://shop.example/', mediaType: 'image/png' } }, 'content.url'],
    [{ type: 'receipt', sender: 'customer-17', messageId: 'm1', status: 'lost' }, 'status'],
  ])('%o is refused by its path', (event, path) => {
    const read = () =>
      custom.receive(webhook({ url, body: JSON.stringify(event), headers: { 'webhook-id': 'msg_1' } }), 'main');
    expect(read).toThrow(Permanent);
    expect(read).toThrow(path);
  });

  test('without its webhook-id has no id', () => {
    expect(() => custom.receive(webhook({ url, body }), 'main')).toThrow('webhook-id');
  });
});

const answering =
  (requests: HttpRequest[], response = customKit.answers.ok): Http =>
  async (request) => {
    requests.push(request);
    return response;
  };

async function send(
  more: Partial<OutboundMessage>,
  secret: Record<string, unknown> = settings,
  response = customKit.answers.ok,
) {
  const requests: HttpRequest[] = [];
  await custom.connect(secret).send({ ...outbound('custom', text), ...more }, answering(requests, response));
  return requests;
}
