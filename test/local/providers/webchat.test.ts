import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { picture } from '../../../local/providers/picture.ts';
import { until } from '../../../local/until.ts';
import { openWebchatBusiness } from './webchat-business.ts';

const sender = '9f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f';
let chat: Awaited<ReturnType<typeof openWebchatBusiness>>;
beforeAll(async () => {
  chat = await openWebchatBusiness();
  await chat.provider.say(sender, { type: 'text', text: 'Hello' }, { name: 'Ada', language: 'en' });
});
beforeEach(() => {
  chat.events.length = 0;
  chat.provider.refusals.length = 0;
});
afterAll(() => chat.close());

const text = (said: string) => ({ type: 'text', text: said }) as const;
const newest = () => chat.provider.shown(sender).at(-1);
const accepted = { status: 200, body: '' };

test('a visitor edits, takes back, reacts, types and leaves', async () => {
  const { provider, events } = chat;
  await provider.say(sender, text('Hellp'));
  const message = newest()?.id ?? '';
  expect(await provider.say(sender, { type: 'edit', message, text: 'Help' })).toEqual(accepted);
  expect(newest()).toMatchObject({ text: 'Help', edited: true });
  expect(await provider.say(sender, { type: 'unsend', message })).toEqual(accepted);
  expect(newest()).toMatchObject({ deleted: true });
  const { providerId = '' } = await chat.send(sender, text('Welcome'));
  expect(await provider.say(sender, { type: 'react', message: providerId, emoji: '👍' })).toEqual(accepted);
  expect(newest()).toMatchObject({ from: 'business', reaction: '👍' });
  await provider.say(sender, { type: 'typing' });
  await provider.say(sender, { type: 'leave' });
  expect(events.filter(({ type }) => type !== 'receipt')).toMatchObject([
    { type: 'message', messageId: `${sender} ${message}`, profile: { name: 'Ada', language: 'en' } },
    { type: 'edited', messageId: `${sender} ${message}`, content: text('Help') },
    { type: 'deleted', messageId: `${sender} ${message}` },
    { type: 'message', content: { type: 'reaction', messageId: providerId, emoji: '👍' } },
    { type: 'typing' },
    { type: 'left' },
  ]);
});

test('a page acknowledges what it heard, and says how far its visitor has read', async () => {
  const { providerId } = await chat.send(sender, text('One'));
  expect(chat.events).toMatchObject([{ type: 'receipt', status: 'delivered', messageId: providerId }]);
  await chat.provider.say(sender, { type: 'read' });
  expect(chat.events.at(-1)).toMatchObject({ type: 'watermark', status: 'read', upTo: newest()?.at });
});

test('a visitor sees that a message was taken, and that it was read', async () => {
  await chat.provider.say(sender, text('Are you there?'));
  expect(newest()).toMatchObject({ state: 'sent' });
  await chat.signal(sender, 'read', `${sender} ${newest()?.id}`);
  await until('it is marked', () => (newest()?.state === 'read' ? true : undefined));
});

test('a long text is one message again', async () => {
  const long = 'A sentence of a long text. '.repeat(600).trim();
  await chat.send(sender, text(long));
  expect(newest()?.text).toBe(long);
  expect(chat.provider.requests).toBeGreaterThan(3);
});

test('a file that is not let in is not sent, and the page says so', async () => {
  const file = { type: 'file', name: 'page.html', mediaType: 'text/html', data: Buffer.from('<p>') } as const;
  expect(await chat.provider.say(sender, file)).toMatchObject({
    status: 415,
    body: expect.stringContaining('text/html'),
  });
  const large = { type: 'file', name: 'a.png', mediaType: 'image/png', data: Buffer.alloc(1_000_001) } as const;
  expect(await chat.provider.say(sender, large)).toMatchObject({ status: 413 });
  expect(chat.events).toEqual([]);
  const cat = { type: 'file', name: 'cat.png', mediaType: 'image/png', data: picture() } as const;
  expect(await chat.provider.say(sender, cat)).toEqual(accepted);
  expect(chat.events).toMatchObject([{ content: { type: 'media', name: 'cat.png', mediaType: 'image/png' } }]);
});

test('a text that is too long is refused with its reason', async () => {
  const answer = await chat.provider.say(sender, text('a'.repeat(5_001)));
  expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('text: ') });
});

test('a push that is not signed for API Gateway is refused, and kept with why', async () => {
  const [start, origin] = Object.entries(chat.provider.origins)[0] ?? [];
  expect(start).toMatch(/^https:\/\/[\w-]+\.execute-api\./);
  const answer = await fetch(`${origin}/live/@connections/x`, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(403);
  expect(chat.provider.refusals).toMatchObject([{ reason: expect.stringContaining('403') }]);
});
