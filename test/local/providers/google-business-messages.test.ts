import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { googleToken } from '../../../lib/channels/shared/google-token.ts';
import { serviceAccount } from '../../../local/providers/google.ts';
import { startGoogleBusinessMessages } from '../../../local/providers/google-business-messages/index.ts';
import { loadedChannel } from '../../channels/registered.ts';
import { type Business, openBusiness } from './business.ts';

const channel = 'google-business-messages';
const sender = '77de1414-89c0-4ea8-88a7-5f83bd381f8f';
const thread = { channel, account: 'main', sender };
const text = (said: string) => ({ type: 'text', text: said }) as const;

let google: Business;
beforeAll(async () => {
  google = await openBusiness(channel, startGoogleBusinessMessages);
});
afterAll(() => google.close());
beforeEach(() => {
  google.events.length = 0;
  google.provider.refusals.length = 0;
});

test('says that a message was delivered, and in one call that all were read', async () => {
  const first = await google.send(sender, text('one'));
  const second = await google.send(sender, text('two'));
  await vi.waitUntil(() => google.events.length === 2);
  google.events.length = 0;
  await google.provider.say(sender, { type: 'read' });
  expect(google.events).toMatchObject(
    [first, second].map(({ providerId }) => ({ type: 'receipt', messageId: providerId, status: 'read', thread })),
  );
});

test('a message tried again is shown once', async () => {
  const id = crypto.randomUUID();
  const first = await google.send(sender, text('once'), { id });
  expect(await google.send(sender, text('once'), { id })).toEqual(first);
  expect(google.provider.shown(sender).filter((shown) => shown.text === 'once')).toHaveLength(1);
});

test("a customer's picture is fetched from where Google keeps it", async () => {
  const data = Buffer.from('picture');
  await google.provider.say(sender, { type: 'file', name: 'a.jpg', mediaType: 'image/jpeg', data });
  const [event] = google.events;
  if (event?.type !== 'message' || event.content.type !== 'media') throw new Error('the picture was not heard');
  const { fetch } = loadedChannel(channel).connect(google.provider.secret);
  expect(await fetch(event.content.url, google.http)).toEqual({ body: data, mediaType: 'image/jpeg' });
  const pdf = { type: 'file', name: 'a.pdf', mediaType: 'application/pdf', data } as const;
  await expect(google.provider.say(sender, pdf)).rejects.toThrow('only pictures');
});

test('a customer types; we type, and read what they wrote', async () => {
  const { signal } = loadedChannel(channel).connect(google.provider.secret);
  await google.provider.say(sender, { type: 'typing' });
  await google.provider.say(sender, text('hi'), { name: 'Ada', language: 'de' });
  expect(google.events).toMatchObject([
    { type: 'typing' },
    { type: 'message', profile: { name: 'Ada', language: 'de' } },
  ]);
  await signal({ type: 'typing', thread }, google.http);
  const messageId = google.provider.shown(sender).at(-1)?.id;
  await signal({ type: 'read', thread, messageId }, google.http);
  expect(google.provider.shown(sender).at(-1)?.state).toBe('read');
  await expect(signal({ type: 'read', thread, messageId: 'nothing' }, google.http)).rejects.toThrow('404');
});

describe('refuses', () => {
  const common = { messageId: 'm', representative: { representativeType: 'BOT' } };
  const reply = (label: string) => ({ reply: { text: label, postbackData: 'a' } });
  const card = (fields: unknown) => ({ ...common, richCard: { standaloneCard: { cardContent: fields } } });

  test.each([
    ['nobody who speaks', { messageId: 'm', text: 'a' }],
    ['no id', { representative: common.representative, text: 'a' }],
    ['a blank text', { ...common, text: ' ' }],
    ['a text too long', { ...common, text: 'a'.repeat(4097) }],
    ['a chip too long', { ...common, text: 'a', suggestions: [reply('a'.repeat(26))] }],
    ['fourteen chips', { ...common, text: 'a', suggestions: Array(14).fill(reply('a')) }],
    ['a card without a picture', card({ description: 'a' })],
    [
      'a picture that is not described',
      card({ media: { height: 'TALL', contentInfo: { fileUrl: 'https://example.com/a' } } }),
    ],
  ])('%s', async (_, body) => {
    const token = await googleToken(serviceAccount(), 'https://www.googleapis.com/auth/businessmessages', google.http);
    const { status, body: said } = await google.http({
      method: 'POST',
      url: `https://businessmessages.googleapis.com/v1/conversations/${sender}/messages`,
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    expect(status).toBe(400);
    expect(JSON.parse(said.toString())).toMatchObject({ error: { status: 'INVALID_ARGUMENT' } });
  });
});
