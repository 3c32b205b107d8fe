import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { discord as channel } from '../../../lib/channels/discord/index.ts';
import { Permanent } from '../../../lib/errors.ts';
import { createHttp } from '../../../lib/http.ts';
import type { Content, OutboundMessage, ThreadEvent } from '../../../lib/message.ts';
import { takeWebhook } from '../../../lib/webhook.ts';
import { listen } from '../../../local/aws/listen.ts';
import { startDiscord } from '../../../local/providers/discord/index.ts';
import { picture } from '../../../local/providers/picture.ts';
import { webhook } from '../../channels/kit.ts';

const sender = '80351110224678912';
const text = (said: string): Content => ({ type: 'text', text: said });
let business: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  business = await openShop();
});
beforeEach(() => {
  business.events.length = 0;
  business.discord.refusals.length = 0;
});
afterAll(() => business.close());

const shown = () => business.discord.shown(sender);
const last = () => business.events.at(-1);

describe('in direct messages', () => {
  test('what a customer writes comes through the relay, and the answer goes where it was written', async () => {
    const { discord, send } = business;
    expect(await discord.say(sender, { type: 'text', text: 'hello' }, { name: 'Ada' })).toEqual({
      status: 200,
      body: '',
    });
    const heard = last();
    expect(heard).toMatchObject({ type: 'message', content: text('hello'), profile: { name: 'Ada' } });
    const calls = discord.requests;
    await send(text('Hello Ada'), { replyWith: heard?.replyWith });
    expect(discord.requests).toBe(calls + 1);
    expect(shown().at(-1)).toMatchObject({ from: 'business', text: 'Hello Ada' });
    expect(discord.refusals).toEqual([]);
  });

  test('a file can be fetched from where Discord keeps it', async () => {
    const { discord, http } = business;
    await discord.say(sender, { type: 'file', name: 'my cat.png', mediaType: 'image/png', data: picture() });
    const heard = last();
    if (heard?.type !== 'message' || heard.content.type !== 'media') throw new Error('the file was not heard');
    expect(heard.content).toMatchObject({ mediaType: 'image/png', name: 'my cat.png' });
    const fetched = await channel.connect(discord.secret).fetch(heard.content.url, http);
    expect(fetched.body).toEqual(picture());
  });

  test('a customer edits, unsends, reacts, takes it back and types', async () => {
    const { discord, send, events } = business;
    const { providerId: ours = '' } = await send(text('How was it?'));
    await discord.say(sender, { type: 'text', text: 'Goof' });
    const theirs = shown().at(-1)?.id ?? '';
    await discord.say(sender, { type: 'edit', message: theirs, text: 'Good' });
    await discord.say(sender, { type: 'react', message: ours, emoji: '🎉' });
    await discord.say(sender, { type: 'react', message: ours, emoji: '' });
    await discord.say(sender, { type: 'unsend', message: theirs });
    await discord.say(sender, { type: 'typing' });
    expect(events).toMatchObject([
      { type: 'message', content: text('Goof') },
      { type: 'edited', messageId: theirs, content: text('Good') },
      { type: 'message', content: { type: 'reaction', messageId: ours, emoji: '🎉' } },
      { type: 'message', content: { type: 'reaction', messageId: ours, emoji: '' } },
      { type: 'deleted', messageId: theirs },
      { type: 'typing' },
    ]);
    expect(shown().at(-1)).toMatchObject({ text: 'Good', edited: true, deleted: true });
  });

  test('what we do ourselves does not come back', async () => {
    const { discord, send, events } = business;
    const { providerId: messageId = '' } = await send(text('ours'));
    await send({ type: 'reaction', messageId, emoji: '👍' });
    expect(shown().at(-1)).toMatchObject({ reaction: '👍' });
    await send({ type: 'reaction', messageId, emoji: '' });
    expect(shown().at(-1)).toMatchObject({ reaction: '' });
    await discord.say(sender, { type: 'text', text: 'theirs' });
    expect(events).toMatchObject([{ content: text('theirs') }]);
  });

  test('a message sent again is shown once', async () => {
    const id = crypto.randomUUID();
    const first = await business.send(text('once'), { id });
    expect(await business.send(text('once'), { id })).toEqual(first);
    expect(shown().filter((one) => one.text === 'once')).toHaveLength(1);
  });

  test('a file of ours is shown, with its bytes', async () => {
    const { discord, send, http } = business;
    await discord.say(sender, { type: 'file', name: 'cat.png', mediaType: 'image/png', data: picture() });
    const heard = last();
    if (heard?.type !== 'message') throw new Error('the file was not heard');
    await send({ ...heard.content, ...(heard.content.type === 'media' && { caption: 'Yours?' }) });
    const { media, text: caption } = shown().at(-1) ?? {};
    expect(caption).toBe('Yours?');
    expect((await http({ method: 'GET', url: media?.url ?? '' })).body).toEqual(picture());
  });

  test('a button and a menu come back as what was chosen, answered in time', async () => {
    const { discord, send } = business;
    const options = Array.from({ length: 30 }, (_, index) => ({ id: `o${index}`, text: `Option ${index}` }));
    await send({ type: 'choices', text: 'Which?', options });
    expect(await discord.say(sender, { type: 'choice', option: 'o27' })).toEqual({ status: 200, body: '{"type":6}' });
    expect(last()).toMatchObject({ type: 'choice', optionId: 'o27', text: 'Option 27' });
    await send({ type: 'choices', text: 'Sure?', options: [{ id: 'yes', text: 'Yes' }] });
    await discord.say(sender, { type: 'choice', option: 'yes' }, { language: 'de' });
    expect(last()).toMatchObject({ type: 'choice', optionId: 'yes', text: 'Yes', profile: { language: 'de' } });
    expect(discord.refusals).toEqual([]);
  });

  test('typing is taken', async () => {
    const { discord, http } = business;
    const thread = { channel: 'discord', account: 'main', sender };
    await channel.connect(discord.secret).signal({ type: 'typing', thread }, http);
    expect(discord.refusals).toEqual([]);
  });

  test('who left is not written to, until they write again', async () => {
    const { discord, send } = business;
    expect(await discord.say(sender, { type: 'leave' })).toEqual({ status: 204, body: '' });
    expect(last()).toMatchObject({ type: 'left', thread: { sender } });
    const error = await send(text('but')).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Permanent);
    expect(error).toMatchObject({ remedy: expect.stringContaining('allow direct messages') });
    await discord.say(sender, { type: 'text', text: 'I am back' });
    await send(text('welcome'));
    expect(discord.refusals).toMatchObject([{ sender, reason: expect.stringContaining('50007') }]);
  });
});

describe('with commands and forms', () => {
  test('a command in the server is answered for the eyes of the customer, as often as we like, and later directly', async () => {
    const { discord, send } = business;
    const answer = await discord.command(sender, 'Where is my parcel?', true, { language: 'fr' });
    expect(answer).toEqual({ status: 200, body: '{"type":5,"data":{"flags":64}}' });
    const heard = last();
    expect(heard).toMatchObject({ content: text('Where is my parcel?'), profile: { language: 'fr' } });
    const replyWith = heard?.replyWith;
    for (const said of ['One moment.', 'It is on its way.']) await send(text(said), { replyWith });
    expect(shown().slice(-2)).toMatchObject([
      { text: 'One moment.', raw: { flags: 64 } },
      { text: 'It is on its way.', raw: { flags: 64 } },
    ]);
    discord.lapse();
    await send(text('It has arrived.'), { replyWith });
    expect(shown().at(-1)).toMatchObject({ text: 'It has arrived.', raw: { flags: 0 } });
    expect(discord.refusals).toMatchObject([{ reason: expect.stringContaining('10015') }]);
  });

  test('a command in direct messages is answered there', async () => {
    expect(await business.discord.command(sender, 'Hello', false)).toEqual({ status: 200, body: '{"type":5}' });
    await business.send(text('Hello!'), { replyWith: last()?.replyWith });
    expect(shown().at(-1)).toMatchObject({ text: 'Hello!', raw: { flags: 0 } });
  });

  test('a button under an answer in the server is answered in the server', async () => {
    const { discord, send } = business;
    await discord.command(sender, 'Help', true);
    const options = [{ id: 'more', text: 'More' }];
    await send({ type: 'choices', text: 'More?', options }, { replyWith: last()?.replyWith });
    await discord.say(sender, { type: 'choice', option: 'more' });
    expect(last()?.replyWith?.token).toMatch(/^private:/);
  });

  test('a form is a message', async () => {
    await business.discord.submit(sender, 'Filled in');
    expect(last()).toMatchObject({ type: 'message', content: text('Filled in') });
  });

  test('a command that says nothing is answered at once', async () => {
    await business.discord.command(sender, '', true);
    expect(shown().at(-1)).toMatchObject({ from: 'business', text: expect.stringContaining('/support') });
  });
});

describe('refuses', () => {
  const own = { allowed_mentions: { parse: [] }, nonce: '1', enforce_nonce: true };
  const button = (id: string, label = 'A') => ({ type: 2, style: 2, label, custom_id: id });
  const row = (...components: unknown[]) => ({ type: 1, components });
  const menu = (options: number) => ({
    type: 3,
    custom_id: 'm',
    options: Array.from({ length: options }, (_, index) => ({ label: `${index}`, value: `${index}` })),
  });

  test.each([
    ['a text too long', { content: 'a'.repeat(2001) }, 50035],
    ['nothing at all', { content: ' ' }, 50006],
    ['six rows', { content: 'a', components: Array.from({ length: 6 }, (_, index) => row(button(`${index}`))) }, 50035],
    [
      'six buttons in a row',
      { content: 'a', components: [row(...[1, 2, 3, 4, 5, 6].map((id) => button(`${id}`)))] },
      50035,
    ],
    ['two buttons of one id', { content: 'a', components: [row(button('a'), button('a'))] }, 50035],
    ['an id too long', { content: 'a', components: [row(button('a'.repeat(101)))] }, 50035],
    ['a label too long', { content: 'a', components: [row(button('a', 'a'.repeat(81)))] }, 50035],
    ['a menu of 26', { content: 'a', components: [row(menu(26))] }, 50035],
    ['a nonce too long', { content: 'a', nonce: 'a'.repeat(26) }, 50035],
    ['a message that may ping everybody', { content: 'a', allowed_mentions: { parse: ['everyone'] } }, 50035],
  ])('%s', async (_, body, code) => {
    expect(await post(`/channels/${sender}1/messages`, { ...own, ...body })).toMatchObject({
      status: 400,
      body: { code },
    });
  });

  test('as Discord nests its reasons, so that ours name them', async () => {
    const { body } = await post(`/channels/${sender}1/messages`, { ...own, content: 'a'.repeat(2001) });
    expect(body).toMatchObject({ errors: { content: { _errors: [{ message: 'Must be 2000 or fewer in length.' }] } } });
  });

  test('who has no token, no name, or an unknown channel, message, emoji or path', async () => {
    const path = `/channels/${sender}1/messages`;
    expect(await post(path, {}, { authorization: 'Bot other' })).toMatchObject({ status: 401, body: { code: 0 } });
    expect(await post(path, {}, { 'user-agent': 'node' })).toMatchObject({ status: 403, body: { code: 40333 } });
    expect(await post('/channels/12/messages', { ...own, content: 'a' })).toMatchObject({
      status: 404,
      body: { code: 10003 },
    });
    expect(await post('/webhooks/1/none', {})).toMatchObject({ status: 404, body: { code: 10015 } });
    expect(await post('/nowhere', {})).toMatchObject({ status: 404 });
    const reaction = (messageId: string, emoji: string) => business.send({ type: 'reaction', messageId, emoji });
    await expect(reaction('12', '👍')).rejects.toThrow('10008');
    await expect(reaction(shown()[0]?.id ?? '', 'thumb')).rejects.toThrow('10014');
  });

  test('an answer to an interaction that comes to nothing', async () => {
    business.answers.push({ status: 500, body: '' });
    await business.discord.command(sender, 'Hello', true);
    expect(business.discord.refusals).toMatchObject([
      { sender, reason: expect.stringContaining('did not respond: 500') },
    ]);
  });

  async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    const response = await business.http({
      method: 'POST',
      url: `https://discord.com/api/v10${path}`,
      headers: {
        authorization: `Bot ${business.discord.secret.botToken}`,
        'user-agent': 'DiscordBot (https://seaway.example, 1)',
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: JSON.parse(response.body.toString()) };
  }
});

test('a message of a customer waits for our webhook, and comes once it is there again', async () => {
  business.answers.push({ status: 503, body: '' });
  expect(await business.discord.say(sender, { type: 'text', text: 'patience' })).toEqual({ status: 503, body: '' });
  await vi.waitUntil(() => business.events.length === 1, { timeout: 5_000 });
  expect(last()).toMatchObject({ content: text('patience') });
});

/** The stand-in, and behind it our webhook as it is deployed, but for the queue. */
async function openShop() {
  const events: ThreadEvent[] = [];
  /** What the webhook answers to the next calls, in place of what it should. */
  const answers: { status: number; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const received = webhook({ url: `${origin}${request.url}`, body: await buffer(request), headers });
    const account = { channel: 'discord', account: 'main' };
    const {
      status,
      body,
      headers: own = {},
    } = { headers: {}, ...(answers.shift() ?? (await takeWebhook(reception, account, received))) };
    response.writeHead(status, own).end(body);
  });
  const origin = `http://127.0.0.1:${await listen(server, 0)}`;
  const discord = await startDiscord({ webhook: `${origin}/webhooks/discord/main` });
  const reception = {
    accounts: [{ channel: 'discord', account: 'main' }],
    secret: async () => discord.secret,
    keys: async () => [],
    enqueue: async (some: ThreadEvent[]) => void events.push(...some),
    bury: async () => {},
    count: () => {},
    log: () => {},
  };
  const http = createHttp(discord.origins);
  const thread = { channel: 'discord', account: 'main', sender };
  return {
    discord,
    events,
    answers,
    http,
    send: (content: Content, more: Partial<OutboundMessage> = {}) =>
      channel.connect(discord.secret).send({ id: crypto.randomUUID(), thread, content, ...more }, http),
    async close(): Promise<void> {
      await discord.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
