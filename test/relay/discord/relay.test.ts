import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Permanent, Transient } from '../../../lib/errors.ts';
import type { HttpResponse } from '../../../lib/http.ts';
import { discordKit } from '../../channels/discord.kit.ts';
import { answer } from '../../channels/kit.ts';
import { ada, direct, grace, openRig, self } from './rig.ts';

let rig: Awaited<ReturnType<typeof openRig>>;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

const said = (count: number) => Array.from({ length: count }, (_, index) => `message ${index + 1}`);

describe('what customers do in direct messages', () => {
  test('comes to our webhook, signed, in the words of Discord', async () => {
    await rig.start().ready;
    const message = direct('hello');
    rig.gateway.dispatch('MESSAGE_CREATE', message);
    rig.gateway.dispatch('MESSAGE_UPDATE', {
      ...message,
      content: 'hello!',
      edited_timestamp: '2026-01-01T00:01:00+00:00',
    });
    rig.gateway.dispatch('MESSAGE_REACTION_ADD', {
      user_id: ada,
      channel_id: `${ada}0`,
      message_id: '1',
      emoji: { id: null, name: '👍' },
    });
    rig.gateway.dispatch('TYPING_START', { user_id: ada, channel_id: `${ada}0`, timestamp: 1_767_225_600 });
    rig.gateway.dispatch('MESSAGE_DELETE', { id: message.id, channel_id: `${ada}0` });
    await vi.waitUntil(() => rig.events.length === 5);
    const thread = { channel: 'discord', account: 'main', sender: ada };
    expect(rig.events).toMatchObject([
      { type: 'message', thread, content: { text: 'hello' }, profile: { name: 'Ada' } },
      { type: 'edited', thread, content: { text: 'hello!' } },
      { type: 'message', thread, content: { type: 'reaction', emoji: '👍' } },
      { type: 'typing', thread },
      { type: 'deleted', thread, messageId: message.id },
    ]);
  });

  test('asks for no privileged intent', async () => {
    await rig.start().ready;
    expect(rig.identifies()).toMatchObject([{ d: { intents: 4096 + 8192 + 16_384 } }]);
  });

  test('is neither what happens in servers nor what the bot does itself', async () => {
    await rig.start().ready;
    rig.gateway.dispatch('MESSAGE_CREATE', { ...direct('in a server'), guild_id: '290926798626357999' });
    rig.gateway.dispatch('MESSAGE_CREATE', direct('from the bot', self));
    rig.gateway.dispatch('MESSAGE_REACTION_ADD', {
      user_id: self,
      channel_id: `${ada}0`,
      message_id: '1',
      emoji: { name: 'a' },
    });
    rig.gateway.dispatch('CHANNEL_PINS_UPDATE', { channel_id: `${ada}0` });
    rig.gateway.dispatch('MESSAGE_CREATE', direct('from Ada'));
    await vi.waitUntil(() => rig.events.length > 0);
    expect(rig.texts()).toEqual(['from Ada']);
    expect(rig.posts).toHaveLength(1);
  });

  test('Discord is asked once whose a deletion is, where no message told before', async () => {
    rig.rest[`/channels/${grace}0`] = answer(200, { id: `${grace}0`, type: 1, recipients: [{ id: grace }] });
    await rig.start().ready;
    for (const id of ['1', '2']) rig.gateway.dispatch('MESSAGE_DELETE', { id, channel_id: `${grace}0` });
    await vi.waitUntil(() => rig.events.length === 2);
    expect(rig.events).toMatchObject([{ thread: { sender: grace } }, { thread: { sender: grace } }]);
    expect(rig.asked.filter((path) => path.startsWith('/channels/'))).toHaveLength(1);
  });

  test('a deletion of nobody is left out', async () => {
    await rig.start().ready;
    rig.gateway.dispatch('MESSAGE_DELETE', { id: '1', channel_id: '999' });
    rig.gateway.dispatch('MESSAGE_CREATE', direct('hello'));
    await vi.waitUntil(() => rig.events.length > 0 && rig.lines.some((line) => line.includes('nobody behind')));
    expect(rig.texts()).toEqual(['hello']);
  });
});

describe('a connection that ends', () => {
  const resumed = (count = 1) => vi.waitUntil(() => rig.resumes().length === count);

  test('is resumed where Discord said to, without loss or doubling', async () => {
    await rig.start().ready;
    rig.gateway.dispatch('MESSAGE_CREATE', direct('message 1'));
    await vi.waitUntil(() => rig.events.length === 1);
    rig.gateway.cut();
    for (const text of said(4).slice(1)) rig.gateway.dispatch('MESSAGE_CREATE', direct(text));
    await vi.waitUntil(() => rig.events.length === 4);
    rig.gateway.dispatch('MESSAGE_CREATE', direct('message 5'));
    await vi.waitUntil(() => rig.events.length === 5);
    expect(rig.texts()).toEqual(said(5));
    expect(rig.identifies()).toHaveLength(1);
    // READY was the first event of the session.
    expect(rig.resumes()).toMatchObject([{ path: '/resume/', d: { seq: 2 } }]);
  });

  test('again and again', async () => {
    await rig.start().ready;
    for (const [index, text] of said(6).entries()) {
      rig.gateway.cut(index % 2 === 0 ? undefined : 4000);
      rig.gateway.dispatch('MESSAGE_CREATE', direct(text));
      await vi.waitUntil(() => rig.events.length === index + 1);
    }
    expect(rig.texts()).toEqual(said(6));
    expect(rig.identifies()).toHaveLength(1);
  });

  test('at the wish of Discord is resumed (op 7)', async () => {
    await rig.start().ready;
    rig.gateway.send({ op: 7 });
    rig.gateway.dispatch('MESSAGE_CREATE', direct('meanwhile'));
    await vi.waitUntil(() => rig.events.length === 1);
    expect(rig.resumes()).toHaveLength(1);
    expect(rig.gateway.closed).toEqual([4000]);
  });

  test('with a session that Discord lost begins anew, after the one to five seconds that it wants (op 9)', async () => {
    await rig.start().ready;
    rig.gateway.forget();
    rig.gateway.cut();
    await vi.waitUntil(() => rig.identifies().length === 2);
    expect(rig.waits.at(-1)).toBe(3_000);
    await vi.waitUntil(() => rig.lines.filter((line) => line.includes('a session began')).length === 2);
    rig.gateway.dispatch('MESSAGE_CREATE', direct('hello again'));
    await vi.waitUntil(() => rig.events.length === 1);
  });

  test('with a session that Discord still knows is resumed (op 9 with true)', async () => {
    await rig.start().ready;
    rig.gateway.send({ op: 9, d: true });
    await resumed();
    expect(rig.identifies()).toHaveLength(1);
  });

  test.each([4003, 4007, 4009])('with code %i begins anew', async (code) => {
    await rig.start().ready;
    rig.gateway.cut(code);
    await vi.waitUntil(() => rig.identifies().length === 2);
    expect(rig.resumes()).toEqual([]);
  });

  test.each([1000, 1001, 4000, 4001, 4002, 4005, 4008])('with code %i is resumed', async (code) => {
    await rig.start().ready;
    rig.gateway.cut(code);
    await resumed();
  });

  test.each([
    [4004, 'bot token'],
    [4010, 'shard'],
    [4011, 'servers'],
    [4012, 'version'],
    [4013, 'intents'],
    [4014, 'Developer Portal'],
  ])('with code %i ends the relay with a sentence', async (code, sentence) => {
    const relay = rig.start();
    await relay.ready;
    rig.gateway.cut(code);
    const error = await relay.ended.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Permanent);
    expect(error).toMatchObject({ message: expect.stringContaining(sentence) });
    expect(rig.gateway.heard.filter(({ op }) => op !== 1)).toHaveLength(1);
  });

  test('and will not be back waits longer each time, and gives the session up in the end', async () => {
    await rig.start().ready;
    await rig.gateway.close();
    await vi.waitUntil(() => rig.waits.length >= 10);
    expect(rig.waits.slice(0, 9)).toEqual([500, 1_500, 3_000, 6_000, 12_000, 24_000, 45_000, 45_000, 45_000]);
    expect(rig.asked.filter((path) => path === '/gateway/bot').length).toBeGreaterThan(1);
  });
});

describe('heartbeats', () => {
  beforeEach(async () => {
    await rig.close();
    rig = await openRig({ interval: 20 });
  });

  test('tell the last event that was taken', async () => {
    await rig.start().ready;
    rig.gateway.dispatch('MESSAGE_CREATE', direct('hello'));
    await vi.waitUntil(() => rig.gateway.heard.filter(({ op, d }) => op === 1 && d === 2).length > 3);
    expect(rig.gateway.closed).toEqual([]);
  });

  test('that nobody acknowledges end a dead connection, which is then resumed', async () => {
    await rig.start().ready;
    rig.gateway.play(true);
    await vi.waitUntil(() => rig.resumes().length > 0);
    rig.gateway.play(false);
    expect(rig.gateway.closed).toContain(4000);
    rig.gateway.dispatch('MESSAGE_CREATE', direct('alive'));
    await vi.waitUntil(() => rig.events.length === 1);
  });

  test('come at once when Discord asks', async () => {
    await rig.close();
    rig = await openRig();
    await rig.start().ready;
    rig.gateway.send({ op: 1 });
    await vi.waitUntil(() => rig.gateway.heard.some(({ op, d }) => op === 1 && d === 1));
  });
});

describe('before a connection', () => {
  test('a wrong token ends the relay', async () => {
    rig.rest['/gateway/bot'] = answer(401, { message: '401: Unauthorized', code: 0 });
    await expect(rig.start().ended).rejects.toThrow('bot token');
  });

  test('sessions of the day that are used up are waited for, not spent', async () => {
    const free = rig.rest['/gateway/bot'] ?? answer(500, '');
    const limit = { total: 1000, remaining: 0, reset_after: 3_600_000, max_concurrency: 1 };
    rig.rest['/gateway/bot'] = answer(200, { url: rig.gateway.url, session_start_limit: limit });
    const { ready } = rig.start();
    await vi.waitUntil(() => rig.waits.length > 0);
    expect(rig.waits[0]).toBe(3_600_000);
    expect(rig.gateway.heard).toEqual([]);
    rig.rest['/gateway/bot'] = free;
    await ready;
  });

  test('an answer that is none is asked for again', async () => {
    const good = rig.rest['/gateway/bot'] ?? answer(500, '');
    rig.rest['/gateway/bot'] = answer(502, '<html>');
    const { ready } = rig.start();
    await vi.waitUntil(() => rig.waits.length > 2);
    expect(rig.waits.slice(0, 3)).toEqual([750, 1_500, 3_000]);
    rig.rest['/gateway/bot'] = good;
    await ready;
  });

  test.each([
    [{ ...discordKit.secret, relaySecret: undefined }, 'relaySecret'],
    [{ ...discordKit.secret, botToken: '' }, 'botToken'],
    ['', 'secret'],
  ])('settings that do not fit are named', (settings, path) => {
    expect(() => rig.start(settings)).toThrow(path);
  });
});

describe('our webhook', () => {
  test.each([
    ['is out of order', answer(503, '')],
    ['is out of reach', new Transient('no answer')],
    ['has another secret for some minutes', answer(401, '')],
    ['is asked too often', answer(429, '')],
  ])('that %s is tried until it takes the event, and the person stays in order', async (_, refusal) => {
    rig.answers.push(refusal, refusal);
    await rig.start().ready;
    for (const text of said(3)) rig.gateway.dispatch('MESSAGE_CREATE', direct(text));
    await vi.waitUntil(() => rig.events.length === 3);
    expect(rig.texts()).toEqual(said(3));
    expect(rig.posts).toHaveLength(5);
  });

  test('that refuses an event for good does not hold up the next', async () => {
    rig.answers.push(answer(413, ''));
    await rig.start().ready;
    for (const text of said(2)) rig.gateway.dispatch('MESSAGE_CREATE', direct(text));
    await vi.waitUntil(() => rig.events.length === 1);
    expect(rig.texts()).toEqual(['message 2']);
  });

  test('that does not answer for one person answers for another meanwhile', async () => {
    const late = Promise.withResolvers<HttpResponse>();
    rig.answers.push(late.promise);
    await rig.start().ready;
    for (const text of said(2)) rig.gateway.dispatch('MESSAGE_CREATE', direct(text));
    rig.gateway.dispatch('MESSAGE_CREATE', direct('from Grace', grace));
    await vi.waitUntil(() => rig.events.length === 1);
    expect(rig.texts()).toEqual(['from Grace']);
    late.resolve(answer(502, ''));
    await vi.waitUntil(() => rig.events.length === 3);
    expect(rig.texts()).toEqual(['from Grace', ...said(2)]);
  });

  test('is told the same ids by two relays, as when a new one takes over, and after a resume', async () => {
    await Promise.all([rig.start().ready, rig.start().ready]);
    const message = direct('hello');
    rig.gateway.dispatch('MESSAGE_CREATE', message);
    rig.gateway.dispatch('TYPING_START', { user_id: ada, channel_id: `${ada}0`, timestamp: 1_767_225_600 });
    await vi.waitUntil(() => rig.events.length === 4);
    expect(new Set(rig.events.map(({ id }) => id))).toEqual(new Set([message.id, `${ada}/typing/1767225600`]));
  });

  test('that is away for long fills the memory only so far: Discord keeps the rest', async () => {
    const late = Promise.withResolvers<HttpResponse>();
    rig.answers.push(late.promise);
    const relay = rig.start();
    await relay.ready;
    const texts = said(2_100);
    for (const text of texts) rig.gateway.dispatch('MESSAGE_CREATE', direct(text));
    await vi.waitUntil(() => rig.gateway.closed.length === 1);
    expect(relay.state()).toEqual({ isConnected: false, pending: 2_000, posted: 0 });
    late.resolve(answer(503, ''));
    await vi.waitUntil(() => rig.events.length === 2_100, { timeout: 10_000 });
    expect(rig.texts()).toEqual(texts);
    expect(rig.resumes()).toMatchObject([{ d: { seq: 2_001 } }]);
  });
});

describe('the end', () => {
  test('says goodbye to Discord and posts what was taken', async () => {
    const late = Promise.withResolvers<HttpResponse>();
    rig.answers.push(late.promise);
    const relay = rig.start();
    await relay.ready;
    for (const text of said(2)) rig.gateway.dispatch('MESSAGE_CREATE', direct(text));
    await vi.waitUntil(() => rig.posts.length === 1);
    const closing = relay.close();
    late.resolve(answer(500, ''));
    await closing;
    expect(rig.texts()).toEqual(said(2));
    await vi.waitUntil(() => rig.gateway.closed.length === 1);
    expect(rig.gateway.closed).toEqual([1000]);
    await relay.ended;
  });

  test('of a relay that never came in is at once', async () => {
    rig.rest['/gateway/bot'] = answer(503, '');
    const relay = rig.start();
    await relay.close();
    await relay.ended;
  });
});

test('no line of the log holds what anybody wrote, or a secret', async () => {
  rig.answers.push(answer(503, 'out of order'), answer(413, ''));
  await rig.start().ready;
  rig.gateway.dispatch('MESSAGE_CREATE', direct('a private matter'));
  rig.gateway.cut();
  await vi.waitUntil(() => rig.posts.length === 2 && rig.resumes().length === 1);
  expect(rig.lines.length).toBeGreaterThan(2);
  const { botToken, relaySecret } = discordKit.secret;
  for (const line of rig.lines)
    for (const secret of ['private matter', String(botToken), String(relaySecret)]) expect(line).not.toContain(secret);
});
