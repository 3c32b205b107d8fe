import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import type { Channel, WebhookRequest } from '../../lib/channels/channel.ts';
import { channelNamed, channelOf, channels } from '../../lib/channels/index.ts';
import { textOf } from '../../lib/channels/shared/fallback.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../lib/http.ts';
import { contentSchema } from '../../lib/message.ts';
import { answer, arrival, type ChannelKit, fixturesOf, outbound, sampleContents } from './kit.ts';
import { kits } from './kits.ts';
import { loadedChannel } from './registered.ts';

beforeEach(() => void vi.useFakeTimers({ now: arrival, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

test('every registered channel has a kit, and every kit a channel', () => {
  expect(Object.keys(kits).sort()).toEqual(Object.keys(channels).sort());
});

test('a name that is no channel is not one by accident', async () => {
  expect(await channelOf('constructor')).toBeUndefined();
  await expect(channelNamed('pigeon')).rejects.toThrow(/pigeon.*sms, line, telegram/);
});

describe.each(Object.entries(kits))('%s', (name, kit) => {
  const channel = loadedChannel(name);
  const verify = (request: WebhookRequest) => channel.connect(kit.secret).verify(request, kit.keys);
  const fixtures = fixturesOf(name);
  let sample: WebhookRequest;
  // Signed at the hour of arrival, as some providers sign the time.
  beforeEach(() => {
    sample = kit.sign(fixtureNamed(fixtures, 'text'));
  });

  test('is registered under its own name', () => {
    expect(channel.name).toBe(name);
  });

  test.each(kit.needs)('does not connect without %s, and says so', (path) => {
    const incomplete = { ...kit.secret, [path]: undefined };
    expect(() => channel.connect(incomplete)).toThrow(Permanent);
    expect(() => channel.connect(incomplete)).toThrow(new RegExp(`${name}.*${path}`));
    expect(() => channel.connect({ ...kit.secret, [path]: '' })).toThrow(path);
  });

  test('accepts what is signed', () => {
    expect(verify(sample)).toEqual({ verdict: 'accept' });
  });

  test('refuses what is not signed, or with nothing, or with more', () => {
    for (const header of signedHeaders(kit)) {
      const { [header]: signature = '', ...others } = sample.headers;
      expect(verify({ ...sample, headers: others }).verdict).toBe('reject');
      for (const other of [
        '',
        `${signature} `,
        signature.slice(1),
        signature.toUpperCase(),
        'ÿ'.repeat(signature.length),
      ])
        expect(verify({ ...sample, headers: { ...others, [header]: other } }).verdict).toBe('reject');
    }
  });

  test('refuses what another secret signed', () => {
    expect(channel.connect(kit.wrongSecret).verify(sample, kit.keys).verdict).toBe('reject');
  });

  test.each(kit.signs)('notices every changed byte of the %s', (part) => {
    for (const tampered of flips(sample, part)) expect(verify(tampered).verdict).toBe('reject');
  });

  test('accepts the known answers that are published', () => {
    for (const { name: vector, secret, request } of kit.vectors)
      expect([vector, channel.connect(secret).verify(request, kit.keys)]).toEqual([vector, { verdict: 'accept' }]);
  });

  test.each(fixtures)('reads the fixture $name, the same each time', async ({ request, expect: expected }) => {
    expect(verify(kit.sign(request))).toEqual({ verdict: 'accept' });
    expect(await channel.receive(request, 'main')).toEqual(expected);
    expect(await channel.connect(kit.secret).receive(request, 'main')).toEqual(expected);
  });

  test('gives every event of an account an id of its own', async () => {
    const received = await Promise.all(fixtures.map(async ({ request }) => channel.receive(request, 'main')));
    const ids = received.flatMap(({ events }) => events.map(({ id }) => id));
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids.length).toBeGreaterThan(5);
  });

  test('leaves alone what is for another account of the same app', async () => {
    if (!kit.elsewhere) return;
    const other = channel.connect({ ...kit.secret, ...kit.elsewhere });
    expect(other.verify(sample, kit.keys)).toEqual({ verdict: 'accept' });
    const { events, ignored } = await other.receive(sample, 'main');
    expect([events, ignored.length]).toEqual([[], 1]);
  });

  test('divides a batch by person', async () => {
    if (!kit.batch) return expect(fixtures.every(({ expect: { events } }) => oneSender(events))).toBe(true);
    const { events } = await channel.receive(fixtureNamed(fixtures, kit.batch.fixture), 'main');
    expect([...new Set(events.map(({ thread }) => thread.sender))]).toEqual(kit.batch.senders);
  });

  test('reads a batch in any order, and split over any bodies, to the same events', async () => {
    if (!kit.batch) return;
    const { list } = kit.batch;
    const request = fixtureNamed(fixtures, kit.batch.fixture);
    const body = z.record(z.string(), z.unknown()).parse(JSON.parse(request.body.toString()));
    const items = z.array(z.unknown()).parse(body[list]);
    const eventsOf = async (some: unknown[]) =>
      (await channel.receive({ ...request, body: Buffer.from(JSON.stringify({ ...body, [list]: some })) }, 'main'))
        .events;
    const whole = await eventsOf(items);
    expect(items.length).toBeGreaterThan(1);
    expect((await Promise.all(items.map((item) => eventsOf([item])))).flat()).toEqual(whole);
    expect((await eventsOf(items.toReversed())).map(({ id }) => id).sort()).toEqual(whole.map(({ id }) => id).sort());
  });

  test('says which kinds of content it sends as they are', () => {
    expect(Object.keys(kit.native).sort()).toEqual([...channel.sends].sort());
  });

  test.each(contentSchema.options.map(({ shape }) => shape.type.value))(
    'sends %s, or tells it in text',
    async (kind) => {
      const content = sampleContents[kind];
      const { http, requests } = answering(kit, kit.answers.ok);
      const receipt = await channel.connect(kit.secret).send(outbound(name, content), http);
      expect(receipt).toEqual({ providerId: kit.answers.providerId });
      const wire = requests.map(({ url, body }) => `${url} ${body}`).join('\n');
      const native = kit.native[kind];
      if (native) expect(wire).toContain(native);
      else expect(requests.flatMap(kit.texts)).toEqual([textOf(content)]);
    },
  );

  test('splits a long text within its limit and loses nothing', async () => {
    const text = 'A sentence in 日本語 with an emoji 👩‍👩‍👧‍👦 or two. '.repeat(700).trim();
    const { http, requests } = answering(kit, kit.answers.ok);
    await channel.connect(kit.secret).send(outbound(name, { type: 'text', text }), http);
    const parts = requests.flatMap(kit.texts);
    expect(parts.join('')).toBe(text);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(channel.limits.text);
  });

  test('gives the ids of all parts of a long text, in their order', async () => {
    const { http, given } = numbering(kit);
    const message = outbound(name, { type: 'text', text: 'A sentence in 日本語. '.repeat(1_500).trim() });
    const { providerId, others = [] } = await channel.connect(kit.secret).send(message, http);
    expect([providerId, ...others]).toEqual(kit.ownIds ? [kit.answers.providerId] : given);
    expect(given.length).toBeGreaterThan(1);
  });

  test('refuses to send a blank text, with a reason', async () => {
    const { http, requests } = answering(kit, kit.answers.ok);
    await expect(failure(channel, kit, http, ' \n')).resolves.toBeInstanceOf(Permanent);
    expect(requests).toEqual([]);
  });

  test.each([408, 429, 500, 502, 503])('will try again after %i', async (status) => {
    const { http } = answering(kit, answer(status, 'not JSON', { 'retry-after': '17' }));
    const error = await failure(channel, kit, http);
    expect(error).toBeInstanceOf(Transient);
    expect(error).toMatchObject({ after: 17, message: expect.stringContaining(String(status)) });
  });

  test('reads a date in Retry-After', async () => {
    const { http } = answering(kit, answer(503, '', { 'retry-after': new Date(arrival + 90_000).toUTCString() }));
    expect(await failure(channel, kit, http)).toMatchObject({ after: 90 });
  });

  test('will try again after silence', async () => {
    const silent = new Transient('no answer');
    expect(await failure(channel, kit, () => Promise.reject(silent))).toBe(silent);
  });

  test("gives up on a refusal, with the provider's reason", async () => {
    const error = await failure(channel, kit, answering(kit, kit.answers.refused).http);
    expect(error).toBeInstanceOf(Permanent);
    expect(error).toMatchObject({ message: expect.stringContaining(kit.answers.reason) });
  });

  test.each([400, 401, 403, 404, 413])('gives up on %i without a reason', async (status) => {
    expect(await failure(channel, kit, answering(kit, answer(status, '')).http)).toBeInstanceOf(Permanent);
  });

  test.each([401, 403])('says what can be done about %i', async (status) => {
    const error = await failure(channel, kit, answering(kit, answer(status, '')).http);
    expect(error).toMatchObject({ name: 'Permanent', remedy: expect.stringMatching(/^[A-Z].+\.$/) });
  });

  const files = fixtures.flatMap(({ expect: { events } }) =>
    events.flatMap((event) => ('content' in event && event.content.type === 'media' ? event.content.url : [])),
  );

  test.each([
    'http://127.0.0.1:9001/2018-06-01/runtime/invocation/next',
    'https://127.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/',
    'https://[::1]/',
    'http://files.example/1.png',
    'file:///etc/passwd',
    'nowhere',
    '',
  ])('fetches nothing from %s, however it is led there', async (address) => {
    for (const url of [address, ...files]) {
      const { http, calls } = wandering(address);
      await expect(channel.connect(kit.secret).fetch(url, http)).rejects.toThrow(Permanent);
      for (const call of calls) expect(call.url).toMatch(/^https:\/\/(?!localhost|[\d.]+[/:]|\[)/);
    }
  });

  test('tells its secrets to nobody else when it fetches a file', async () => {
    const strange = ['https://files.example/1.png', 'https://files.example:443/@slack.com/?x=.twilio.com/#.fbsbx.com/'];
    for (const url of [...strange, ...files]) {
      const { http, calls } = wandering('https://files.example/2.png');
      await channel
        .connect(kit.secret)
        .fetch(url, http)
        .catch(() => {});
      for (const { url, headers = {}, aws } of calls.filter((call) => new URL(call.url).host === 'files.example')) {
        expect(Object.keys(headers).filter((header) => /auth|token|cookie|key/i.test(header))).toEqual([]);
        expect([aws, url.includes(String(kit.secret.botToken ?? '-'))]).toEqual([undefined, false]);
      }
    }
  });

  test('does not fail on an accepted message whose answer it cannot read', async () => {
    const { http } = answering(kit, answer(200, '<html>'));
    const receipt = await channel.connect(kit.secret).send(outbound(name, sampleContents.text), http);
    expect(receipt).toEqual(kit.ownIds ? { providerId: kit.answers.providerId } : {});
  });
});

function fixtureNamed(fixtures: ReturnType<typeof fixturesOf>, name: string): WebhookRequest {
  const fixture = fixtures.find((one) => one.name === name);
  if (!fixture) throw new Error(`there is no fixture ${name}.json`);
  return fixture.request;
}

const signedHeaders = ({ signs }: ChannelKit) =>
  signs.filter((part) => part.startsWith('header ')).map((part) => part.slice('header '.length));

const oneSender = (events: { thread: { sender: string } }[]) =>
  new Set(events.map(({ thread }) => thread.sender)).size <= 1;

function flips(request: WebhookRequest, part: ChannelKit['signs'][number]): WebhookRequest[] {
  const header = part.slice('header '.length);
  if (part === 'body') return flipped(request.body).map((body) => ({ ...request, body }));
  if (part === 'url')
    return flipped(Buffer.from(request.url)).map((url) => ({ ...request, url: url.toString('latin1') }));
  const value = Buffer.from(request.headers[header] ?? '');
  return flipped(value).map((other) => ({
    ...request,
    headers: { ...request.headers, [header]: other.toString('latin1') },
  }));
}

const flipped = (bytes: Buffer) =>
  Array.from(bytes, (byte, at) => {
    const copy = Buffer.from(bytes);
    copy[at] = byte ^ 1;
    return copy;
  });

/** An outside that sends everybody on to `location`, and there has what nobody asked for. */
function wandering(location: string) {
  const calls: HttpRequest[] = [];
  const http: Http = async (request) => {
    calls.push(request);
    return request.url === location ? answer(404, '') : answer(302, '', { location });
  };
  return { http, calls };
}

function answering({ before = {} }: ChannelKit, response: HttpResponse): { http: Http; requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    const [, prepared] = Object.entries(before).find(([start]) => request.url.startsWith(start)) ?? [];
    if (prepared) return prepared;
    requests.push(request);
    return response;
  };
  return { http, requests };
}

/** A provider that gives every message an id of its own, and the ids that it gave. */
function numbering(kit: ChannelKit): { http: Http; given: string[] } {
  const { ok, providerId } = kit.answers;
  const token = /[^:/]+$/.exec(providerId)?.[0] ?? '';
  const given: string[] = [];
  const { http } = answering(kit, ok);
  const numbered: Http = async (request) => {
    const answered = await http(request);
    if (answered !== ok) return answered;
    const own = `${token.slice(0, -2)}${10 + given.length}`;
    given.push(providerId.replace(token, own));
    return { ...ok, body: Buffer.from(ok.body.toString().replaceAll(token, own)) };
  };
  return { http: numbered, given };
}

const failure = (channel: Channel, kit: ChannelKit, http: Http, text = 'hello') =>
  channel
    .connect(kit.secret)
    .send(outbound(channel.name, { type: 'text', text }), http)
    .catch((error: unknown) => error);
