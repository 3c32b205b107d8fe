import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WebhookRequest } from '../../lib/channels/channel.ts';
import { isSignedBy } from '../../lib/channels/discord/ed25519.ts';
import { discord } from '../../lib/channels/discord/index.ts';
import { signRelayed } from '../../lib/channels/discord/relay-signature.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../lib/http.ts';
import type { Content, ReplyWith } from '../../lib/message.ts';
import { discordKit, signedAt } from './discord.kit.ts';
import { answer, arrival, fixturesOf, outbound, webhook } from './kit.ts';

beforeEach(() => void vi.useFakeTimers({ now: arrival, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const url = 'https://seaway.example/webhooks/discord/main';
const now = String(arrival / 1000);
const connection = discord.connect(discordKit.secret);
const ok = discordKit.answers.ok;
const interaction = requestNamed('command-in-a-server').body;

/** The vectors of RFC 8032, section 7.1; the long one is left out. */
describe('Ed25519', () => {
  test.each([
    [
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
    [
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
    [
      'ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf',
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
      'dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704',
    ],
  ])('takes the signature by %s', (publicKey, message, signature) => {
    const data = Buffer.from(message, 'hex');
    expect(isSignedBy(publicKey, data, signature)).toBe(true);
    expect(isSignedBy(publicKey, Buffer.concat([data, Buffer.from([0])]), signature)).toBe(false);
    expect(
      isSignedBy(
        publicKey,
        data,
        signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      ),
    ).toBe(false);
  });
});

describe('the handshake', () => {
  const ping = '{"id":"787053080478613555","token":"ThisIsATokenFromDiscordThatIsVeryLong","type":1,"version":1}';
  const known = {
    'x-signature-timestamp': '1700000000',
    'x-signature-ed25519':
      'f0bd878adcef1f6d475c9644421905bd02b5de38e0d3ecfc6f58a711962c69ccc8dd7c9db312f9bdf08b1e1b8182e27a844da728c5e0dbb5507bf9931c1ed80b',
  };

  test('a PING is answered with a PING, whatever the hour', () => {
    expect(connection.verify(webhook({ url, body: ping, headers: known }))).toEqual({
      verdict: 'reply',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"type":1}',
    });
  });

  test("Discord's probes with bad signatures are refused, as the address is taken away otherwise", () => {
    const forged = { ...known, 'x-signature-ed25519': '0'.repeat(128) };
    expect(connection.verify(webhook({ url, body: ping, headers: forged })).verdict).toBe('reject');
    expect(connection.verify(webhook({ url, body: ping })).verdict).toBe('reject');
    const { 'x-signature-ed25519': signature } = known;
    const timeless = webhook({ url, body: ping, headers: { 'x-signature-ed25519': signature } });
    expect(connection.verify(timeless)).toEqual({
      verdict: 'reject',
      reason: 'the X-Signature-Timestamp header is missing',
    });
  });

  test('the PING of webhook events is answered with 204 and nothing', () => {
    const body = '{"version":1,"application_id":"1234560123453231555","type":0}';
    const headers = signedAt('1700000000', Buffer.from(body));
    expect(connection.verify(webhook({ url, body, headers }))).toMatchObject({
      verdict: 'reply',
      status: 204,
      body: '',
    });
  });
});

describe('the time is part of what is signed', () => {
  test('another time is noticed', () => {
    const headers = { ...signedAt(now, interaction), 'x-signature-timestamp': String(Number(now) + 1) };
    expect(connection.verify(webhook({ url, body: interaction, headers })).verdict).toBe('reject');
  });

  test.each([
    ['5 minutes ago', -300, 'accept'],
    ['5 minutes ahead', 300, 'accept'],
    ['longer ago', -301, 'reject'],
    ['further ahead', 301, 'reject'],
  ])('an interaction of %s', (_, seconds, verdict) => {
    const headers = signedAt(String(Number(now) + seconds), interaction);
    expect(connection.verify(webhook({ url, body: interaction, headers })).verdict).toBe(verdict);
  });

  test.each(['', 'now', '1e12', '-1', ' 1767225600'])('a time that is none (%s)', (time) => {
    expect(connection.verify(webhook({ url, body: interaction, headers: signedAt(time, interaction) })).verdict).toBe(
      'reject',
    );
  });

  test('a webhook event is taken also when Discord had to try for ten minutes', () => {
    const { body } = requestNamed('added-to-an-account');
    const headers = signedAt(String(Number(now) - 600), body);
    expect(connection.verify(webhook({ url, body, headers }))).toEqual({ verdict: 'accept' });
  });
});

describe('what the relay forwards', () => {
  const { body } = requestNamed('text');
  const relayed = (timestamp: string, more: Record<string, string> = {}, secret = discordKit.secret.relaySecret) =>
    webhook({
      url,
      body,
      headers: {
        'x-seaway-relay-timestamp': timestamp,
        'x-seaway-relay-signature': signRelayed(String(secret), timestamp, body),
        ...more,
      },
    });

  test('is accepted within five minutes', () => {
    expect(connection.verify(relayed(now))).toEqual({ verdict: 'accept' });
    expect(connection.verify(relayed(String(Number(now) - 300)))).toEqual({ verdict: 'accept' });
    expect(connection.verify(relayed(String(Number(now) - 301))).verdict).toBe('reject');
    expect(connection.verify(relayed(String(Number(now) + 301))).verdict).toBe('reject');
  });

  test('is refused without a signature, with another, and for another time or body', () => {
    for (const request of [
      relayed(now, { 'x-seaway-relay-signature': '' }),
      relayed(now, { 'x-seaway-relay-timestamp': '' }),
      relayed(now, { 'x-seaway-relay-timestamp': String(Number(now) + 1) }),
      relayed(now, {}, 'another-relay-secret-of-32-letters'),
      { ...relayed(now), body: Buffer.concat([body, Buffer.from(' ')]) },
    ])
      expect(connection.verify(request).verdict).toBe('reject');
  });

  test('is refused where the account has no relay, also if signed with nothing', () => {
    const without = discord.connect({ ...discordKit.secret, relaySecret: undefined });
    expect(without.verify(relayed(now, {}, ''))).toMatchObject({ verdict: 'reject', reason: /no relaySecret/ });
  });

  test('is not helped by a good signature of Discord beside a bad one of the relay', () => {
    const both = relayed(now, { ...signedAt(now, body), 'x-seaway-relay-signature': 'forged' });
    expect(connection.verify(both).verdict).toBe('reject');
  });
});

describe('the answer within three seconds', () => {
  test.each([
    ['command-in-a-server', '{"type":5,"data":{"flags":64}}'],
    ['command-in-direct-messages', '{"type":5}'],
    ['form-with-labels', '{"type":5,"data":{"flags":64}}'],
    ['button', '{"type":6}'],
    ['user-menu', '{"type":6}'],
    ['autocomplete', '{"type":8,"data":{"choices":[]}}'],
  ])('to %s is %s', (name, body) => {
    expect(discord.accepted(requestNamed(name))).toEqual({ contentType: 'application/json', body });
  });

  test.each(['command-without-text', 'message-command', 'unknown-interaction'])(
    'to %s says that nobody heard it, instead of thinking for a quarter of an hour',
    (name) => {
      expect(JSON.parse(discord.accepted(requestNamed(name)).body)).toMatchObject({
        type: 4,
        data: { flags: 64, content: expect.stringContaining('/support') },
      });
    },
  );

  test('to what cannot be read says so too', () => {
    const body = '{"type":2,"id":"1","token":"t"}';
    expect(() => discord.receive(webhook({ url, body }), 'main')).toThrow(Permanent);
    expect(JSON.parse(discord.accepted(webhook({ url, body })).body)).toMatchObject({ type: 4 });
  });

  test('to a webhook event is 204, to the relay 200', () => {
    expect(discord.accepted(requestNamed('ignored-entitlement'))).toMatchObject({ status: 204, body: '' });
    expect(discord.accepted(requestNamed('text'))).toEqual({ contentType: 'text/plain', body: '' });
  });
});

describe('bad input names its path', () => {
  test.each([
    ['an interaction of nobody', 'command-in-a-server', { member: undefined }, 'neither member nor user'],
    ['an interaction without a token', 'command-in-a-server', { token: undefined }, 'token:'],
    ['a button without its message', 'button', { message: undefined }, 'message:'],
    ['a message without an id', 'text', { d: { channel_id: '1', content: 'a' } }, 'id:'],
    ['a reaction without an emoji', 'reaction-added', { d: { message_id: '1' } }, 'emoji:'],
    ['an event of no user', 'added-to-an-account', { event: { type: 'APPLICATION_AUTHORIZED' } }, 'timestamp:'],
  ])('%s', (_, name, change, path) => {
    const request = requestNamed(name);
    const body = Buffer.from(JSON.stringify({ ...JSON.parse(request.body.toString()), ...change }));
    expect(() => discord.receive({ ...request, body }, 'main')).toThrow(path);
  });
});

describe('where an answer goes', () => {
  const dm = 'https://discord.com/api/v10/users/@me/channels';
  const text: Content = { type: 'text', text: 'hello' };
  const replyWith = (token: string, until = arrival + 1): ReplyWith => ({ token, until, reusable: true });

  test('after a command in a server, to the eyes of the customer alone, without the bot token', async () => {
    const { requests } = await send(text, [ok], replyWith('private:TOKEN'));
    expect(requests).toHaveLength(1);
    expect(requests[0]?.url).toBe('https://discord.com/api/v10/webhooks/775799577604522054/TOKEN');
    expect(requests[0]?.headers).not.toHaveProperty('authorization');
    expect(bodyOf(requests[0])).toEqual({ content: 'hello', allowed_mentions: { parse: [] }, flags: 64 });
  });

  test('after a command in direct messages, as an ordinary message', async () => {
    const { requests } = await send(text, [ok], replyWith('open:TOKEN'));
    expect(bodyOf(requests[0])).not.toHaveProperty('flags');
  });

  test('into the channel of the direct message, sent once however often it is tried', async () => {
    const first = await send(text, [ok], replyWith('channel:42'));
    const second = await send(text, [ok], replyWith('channel:42'));
    expect(first.requests[0]?.url).toBe('https://discord.com/api/v10/channels/42/messages');
    expect(first.requests[0]?.headers).toMatchObject({
      authorization: `Bot ${discordKit.secret.botToken}`,
      'user-agent': expect.stringMatching(/^DiscordBot \(.+, .+\)$/),
    });
    const { nonce, ...said } = bodyOf(first.requests[0]);
    expect(said).toEqual({ content: 'hello', allowed_mentions: { parse: [] }, enforce_nonce: true });
    expect(nonce).toMatch(/^[0-9a-f]{25}$/);
    expect(bodyOf(second.requests[0])).toHaveProperty('nonce', nonce);
  });

  test('each part of a long text has a nonce of its own', async () => {
    const { requests } = await send({ type: 'text', text: 'word '.repeat(1000) }, [ok], replyWith('channel:42'));
    expect(new Set(requests.map((request) => bodyOf(request).nonce)).size).toBe(3);
  });

  test('to direct messages once the interaction has lapsed; their channel is asked for once', async () => {
    const sender = '80351110224678912';
    const lapsed = replyWith('private:TOKEN', arrival);
    const { requests } = await send(text, [answer(200, { id: '7' }), ok, ok], lapsed, sender);
    expect(requests.map((request) => request.url)).toEqual([dm, 'https://discord.com/api/v10/channels/7/messages']);
    expect(bodyOf(requests[0])).toEqual({ recipient_id: sender });
    const again = await send(text, [ok], undefined, sender);
    expect(again.requests.map((request) => request.url)).toEqual(['https://discord.com/api/v10/channels/7/messages']);
  });

  test.each([
    [10015, 404],
    [10062, 404],
    [40094, 400],
    [50027, 401],
  ])('to direct messages where Discord says that the interaction is over (%i)', async (code, status) => {
    const over = answer(status, { code, message: 'over' });
    const { requests, receipt } = await send(
      text,
      [over, answer(200, { id: '8' }), ok],
      replyWith('private:T'),
      `9${code}`,
    );
    expect(requests.map((request) => request.url.split('/v10')[1])).toEqual([
      '/webhooks/775799577604522054/T',
      '/users/@me/channels',
      '/channels/8/messages',
    ]);
    expect(receipt).toEqual({ providerId: discordKit.answers.providerId });
  });

  test('another refusal after an interaction is one', async () => {
    await expect(send(text, [discordKit.answers.refused], replyWith('private:T'))).rejects.toThrow(Permanent);
  });
});

describe('what Discord refuses', () => {
  test.each([
    [403, { code: 50007, message: 'Cannot send messages to this user' }, /allow direct messages/],
    [403, { code: 50278, message: 'No mutual guilds' }, /in a server/],
    [401, { message: '401: Unauthorized', code: 0 }, /bot token/],
    [404, { code: 10003, message: 'Unknown Channel' }, /writes again/],
  ])('%i %o comes with a remedy', async (status, body, remedy) => {
    const error = await refusal(answer(status, body));
    expect(error).toBeInstanceOf(Permanent);
    expect(error).toMatchObject({
      message: expect.stringContaining(body.message),
      remedy: expect.stringMatching(remedy),
    });
  });

  test.each([
    [429, { message: 'You are being rate limited.', retry_after: 64.57, global: false }, 65],
    [429, { message: 'You are being rate limited.', retry_after: 0.3, global: true }, 1],
    [400, { code: 40003, message: 'You are opening direct messages too fast' }, undefined],
    [403, { code: 20028, message: 'The channel has hit the write rate limit' }, undefined],
    [403, { code: 130000, message: 'API resource is currently overloaded' }, undefined],
  ])('%i %o passes', async (status, body, after) => {
    const error = await refusal(answer(status, body));
    expect(error).toBeInstanceOf(Transient);
    expect(error).toMatchObject({ after });
  });

  const refusal = (response: HttpResponse) =>
    send({ type: 'text', text: 'a' }, [response], { token: 'channel:42', until: arrival + 1 }).catch(
      (error: unknown) => error,
    );
});

describe('what goes out', () => {
  const options = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `${index + 1}`, text: `Option ${index + 1}` }));
  const choices = (count: number): Content => ({ type: 'choices', text: 'Which?', options: options(count) });

  test('up to 25 options are buttons in rows of five', async () => {
    const [body] = await bodiesFor(choices(12));
    expect(body.components.map(({ components }: { components: unknown[] }) => components.length)).toEqual([5, 5, 2]);
    expect(body).toMatchObject({
      content: 'Which?',
      components: [{ type: 1, components: [{ type: 2 }, {}, {}, {}, {}] }, {}, {}],
    });
  });

  test('more are menus of 25, and what is over 125 is told in the text', async () => {
    const [body] = await bodiesFor(choices(126));
    expect(body.content).toBe('Which?\n126. Option 126');
    expect(body.components).toHaveLength(5);
    expect(body.components[4]).toMatchObject({
      components: [
        { type: 3, custom_id: 'menu 5', options: expect.arrayContaining([{ label: 'Option 125', value: '125' }]) },
      ],
    });
    expect(body.components[0].components[0].options).toHaveLength(25);
  });

  test.each([
    ['too long', [{ id: 'x'.repeat(101), text: 'Long' }]],
    ['empty', [{ id: '', text: 'None' }]],
    [
      'twice the same',
      [
        { id: 'a', text: 'One' },
        { id: 'a', text: 'Two' },
      ],
    ],
  ])('ids that are %s make all options text', async (_, some) => {
    const [body] = await bodiesFor({ type: 'choices', text: 'Which?', options: some });
    expect(body.content).toMatch(/^Which\?\n1\. /);
    expect(body).not.toHaveProperty('components');
  });

  test('labels are shortened to what Discord shows', async () => {
    const [body] = await bodiesFor({ type: 'choices', text: 'Which?', options: [{ id: 'a', text: 'x'.repeat(81) }] });
    expect(body.components[0].components[0].label).toBe(`${'x'.repeat(79)}…`);
  });

  test('a file is fetched and sent along, under a name that cannot break out of its header', async () => {
    const media: Content = {
      type: 'media',
      url: 'https://files.example/a.png?x=1',
      mediaType: 'image/png',
      name: 'a"\r\nevil: 1.png',
    };
    const { requests } = await send(media, [answer(200, 'bytes'), ok], { token: 'channel:42', until: arrival + 1 });
    expect(requests[0]).toMatchObject({ method: 'GET', url: media.url });
    const { headers, body } = requests[1] ?? {};
    const form = await new Response(new Uint8Array(Buffer.from(body ?? '')), {
      headers: { 'content-type': headers?.['content-type'] ?? '' },
    }).formData();
    const file = form.get('files[0]');
    if (!(file instanceof File)) throw new Error('there is no file');
    expect([file.name, file.type, await file.text()]).toEqual(['a___evil: 1.png', 'image/png', 'bytes']);
    expect(JSON.parse(String(form.get('payload_json')))).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  test('a file of more than 10 MiB, or one that nobody can fetch, is told as an address', async () => {
    const media: Content = {
      type: 'media',
      url: 'https://files.example/film.mp4',
      mediaType: 'video/mp4',
      caption: 'Look',
    };
    const large = { ...answer(200, ''), body: Buffer.alloc(10 * 1024 * 1024 + 1) };
    const { requests } = await send(media, [large, ok], { token: 'channel:42', until: arrival + 1 });
    expect(bodyOf(requests[1])).toHaveProperty('content', 'Look\nhttps://files.example/film.mp4');
    const kept = await bodiesFor({ type: 'media', url: 'media:123', mediaType: 'image/png', name: 'cat.png' });
    expect(kept).toMatchObject([{ content: 'cat.png' }]);
  });

  test('a caption longer than a message follows the file', async () => {
    const media: Content = {
      type: 'media',
      url: 'https://files.example/a',
      mediaType: 'image/png',
      caption: 'word '.repeat(500),
    };
    const { requests } = await send(media, [answer(200, 'a'), ok], { token: 'channel:42', until: arrival + 1 });
    expect(requests.slice(1).map(({ headers }) => headers?.['content-type']?.split(';')[0])).toEqual([
      'multipart/form-data',
      'application/json',
      'application/json',
    ]);
  });

  test('taking a reaction back takes back all that the bot put', async () => {
    const mine = { me: true, count: 1, emoji: { id: null, name: '👍' } };
    const message = answer(200, {
      id: '5',
      reactions: [mine, { ...mine, me: false, emoji: { id: null, name: '🎉' } }],
    });
    const content: Content = { type: 'reaction', messageId: '5', emoji: '' };
    const { requests } = await send(content, [message, answer(204, '')], { token: 'channel:42', until: arrival + 1 });
    expect(requests.map(({ method, url }) => `${method} ${url.split('/v10')[1]}`)).toEqual([
      'GET /channels/42/messages/5',
      'DELETE /channels/42/messages/5/reactions/%F0%9F%91%8D/@me',
    ]);
  });

  test('typing is shown in the direct messages', async () => {
    const requests: HttpRequest[] = [];
    const http: Http = async (request) => (requests.push(request) === 1 ? answer(200, { id: '77' }) : answer(204, ''));
    await connection.signal({ type: 'typing', thread: { channel: 'discord', account: 'main', sender: '4242' } }, http);
    expect(requests.map(({ url }) => url.split('/v10')[1])).toEqual(['/users/@me/channels', '/channels/77/typing']);
  });

  async function bodiesFor(content: Content) {
    const { requests } = await send(content, [ok], { token: 'channel:42', until: arrival + 1 });
    return requests.map(bodyOf);
  }
});

function requestNamed(name: string): WebhookRequest {
  const fixture = fixturesOf('discord').find((one) => one.name === name);
  if (!fixture) throw new Error(`there is no fixture ${name}.json`);
  return fixture.request;
}

const bodyOf = (request: HttpRequest | undefined) => JSON.parse(String(request?.body));

async function send(
  content: Content,
  answers: [HttpResponse, ...HttpResponse[]],
  replyWith?: ReplyWith,
  sender = '53908232506183680',
) {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => answers[requests.push(request) - 1] ?? answers.at(-1) ?? answers[0];
  const thread = { channel: 'discord', account: 'main', sender };
  const receipt = await connection.send({ ...outbound('discord', content), thread, replyWith }, http);
  return { requests, receipt };
}
