import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTelegram } from '../../../local/providers/telegram/index.ts';
import { type Business, openBusiness } from './business.ts';

const sender = '7527593';
const text = (said: string) => ({ type: 'text', text: said }) as const;

let telegram: Business;
beforeAll(async () => {
  telegram = await openBusiness('telegram', startTelegram);
});
afterAll(() => telegram.close());
beforeEach(() => {
  telegram.events.length = 0;
  telegram.provider.refusals.length = 0;
});

const last = () => telegram.provider.shown(sender).at(-1);

const post = async (method: string, body: unknown) => {
  const url = `https://api.telegram.org/bot${telegram.provider.secret.botToken}/${method}`;
  const answer = await telegram.http({ method: 'POST', url, body: JSON.stringify(body) });
  return JSON.parse(answer.body.toString());
};

test('a person shares their own contact, or that of another', async () => {
  for (const name of ['Ada', 'Grace'])
    await telegram.provider.say(sender, { type: 'contact', name, phone: '+441234567890' }, { name: 'Ada' });
  expect(telegram.events).toMatchObject([
    { content: { type: 'contact', name: 'Ada', phones: ['+441234567890'] }, proves: ['phone:+441234567890'] },
    { content: { type: 'contact', name: 'Grace' } },
  ]);
  expect(telegram.events[1]).not.toHaveProperty('proves');
});

test('a person edits a message', async () => {
  await telegram.provider.say(sender, text('helo'));
  const message = last()?.id ?? '';
  await telegram.provider.say(sender, { type: 'edit', message, text: 'hello' });
  expect(last()).toMatchObject({ text: 'hello', edited: true });
  expect(telegram.events.at(-1)).toMatchObject({ type: 'edited', messageId: message, content: text('hello') });
});

test('reactions go both ways, and are taken back', async () => {
  const { providerId: ours = '' } = await telegram.send(sender, text('Done.'));
  for (const emoji of ['🎉', '']) await telegram.provider.say(sender, { type: 'react', message: ours, emoji });
  expect(telegram.events).toMatchObject(
    ['🎉', ''].map((emoji) => ({ content: { type: 'reaction', messageId: ours, emoji } })),
  );
  await telegram.provider.say(sender, text('thanks'));
  const messageId = last()?.id ?? '';
  await telegram.send(sender, { type: 'reaction', messageId, emoji: '❤️' });
  expect(last()?.reaction).toBe('❤');
  await telegram.send(sender, { type: 'reaction', messageId, emoji: '' });
  expect(last()?.reaction).toBe('');
});

test('who has blocked the bot is not written to, until they come back', async () => {
  await telegram.provider.say(sender, { type: 'leave' });
  expect(telegram.events).toMatchObject([{ type: 'left' }]);
  await expect(telegram.send(sender, text('but'))).rejects.toThrow('Forbidden: bot was blocked by the user');
  await telegram.provider.say(sender, text('back'));
  await telegram.send(sender, text('welcome'));
});

test('a document that Telegram does not fetch is uploaded, and shown', async () => {
  const url = 'https://example.com/prices.csv';
  await telegram.send(sender, { type: 'media', url, mediaType: 'text/csv', name: 'Prices.csv', caption: 'Here' });
  expect(last()).toMatchObject({ text: 'Here', media: { mediaType: 'text/csv', name: 'Prices.csv' } });
  expect(telegram.provider.refusals).toEqual([]);
});

test('a contact and a sticker of ours are shown', async () => {
  await telegram.send(sender, { type: 'contact', name: 'Support', phones: ['+441'], emails: ['a@b.c'] });
  expect(last()?.text).toBe('Support\n+441');
  await telegram.provider.say(sender, { type: 'sticker' });
  const heard = telegram.events.at(-1);
  if (heard?.type !== 'message') throw new Error('the sticker was not heard');
  await telegram.send(sender, heard.content);
  expect(telegram.provider.shown(sender).slice(-2)).toMatchObject([
    { media: { mediaType: 'image/webp' } },
    { text: '👍' },
  ]);
  expect(telegram.provider.refusals).toEqual([]);
});

test.each([
  ['a reaction to nothing', 'setMessageReaction', { message_id: 1, reaction: [] }, 'message to react not found'],
  [
    'two reactions',
    'setMessageReaction',
    { message_id: 1, reaction: Array(2).fill({ type: 'emoji', emoji: '👍' }) },
    'REACTIONS_TOO_MANY',
  ],
  [
    'an emoji in another spelling',
    'setMessageReaction',
    { message_id: 1, reaction: [{ type: 'emoji', emoji: '❤️' }] },
    'REACTION_INVALID',
  ],
  ['an action that is none', 'sendChatAction', { action: 'dancing' }, 'action'],
  ['a contact without a phone', 'sendContact', { phone_number: '', first_name: 'Ada' }, 'phone_number'],
  ['a webhook without https', 'setWebhook', { url: 'http://example.com/' }, 'HTTPS URL must be provided'],
  [
    'a secret of other characters',
    'setWebhook',
    { url: 'https://example.com/', secret_token: 'a b' },
    'unallowed characters',
  ],
])('refuses %s', async (_, method, parameters, reason) => {
  const chat = method === 'setWebhook' ? {} : { chat_id: sender };
  expect(await post(method, { ...chat, ...parameters })).toMatchObject({
    ok: false,
    description: expect.stringContaining(reason),
  });
});

test('tells where updates go', async () => {
  const url = 'https://example.com/webhooks/telegram/main';
  await post('setWebhook', { url, secret_token: 'secret', allowed_updates: ['message'] });
  expect(await post('getWebhookInfo', {})).toMatchObject({ result: { url, allowed_updates: ['message'] } });
  expect(await post('getMe', {})).toMatchObject({ result: { is_bot: true, username: 'seaway_bot' } });
});
