import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { signedHeaders } from '../../../lib/standard-webhooks.ts';
import { startCustom } from '../../../local/providers/custom/index.ts';
import { loadedChannel } from '../../channels/registered.ts';
import { type Business, openBusiness } from './business.ts';

const text = (said: string) => ({ type: 'text', text: said }) as const;

let shop: Business;
beforeAll(async () => {
  shop = await openBusiness('custom', startCustom);
});
afterAll(() => shop.close());

/** Every customer is used by one test. */
let customers = 0;
const customer = () => `customer-${100 + customers++}`;

test('a message is reported as delivered, and as read once the customer looks', async () => {
  const sender = customer();
  shop.events.length = 0;
  const { providerId } = await shop.send(sender, text('hello'));
  await vi.waitUntil(() => shop.events.length === 1);
  await shop.provider.say(sender, { type: 'read' });
  expect(shop.events).toMatchObject(
    ['delivered', 'read'].map((status) => ({ type: 'receipt', status, messageId: providerId, thread: { sender } })),
  );
});

test('a message tried again is shown once', async () => {
  const sender = customer();
  const id = crypto.randomUUID();
  const first = await shop.send(sender, text('once'), { id });
  expect(await shop.send(sender, text('once'), { id })).toEqual(first);
  expect(shop.provider.shown(sender)).toHaveLength(1);
});

test('reactions go both ways, and words can be changed and taken back', async () => {
  const sender = customer();
  const { providerId = '' } = await shop.send(sender, text('hello'));
  await shop.provider.say(sender, { type: 'react', message: providerId, emoji: '👍' });
  expect(shop.events.at(-1)).toMatchObject({ content: { type: 'reaction', messageId: providerId } });
  await shop.provider.say(sender, text('hii'));
  const mine = shop.provider.shown(sender).at(-1)?.id ?? '';
  const reaction = await shop.send(sender, { type: 'reaction', messageId: mine, emoji: '❤️' });
  expect(reaction.providerId).not.toBe(mine);
  expect(shop.provider.shown(sender)).toMatchObject([{ reaction: '👍' }, { reaction: '❤️' }]);
  await shop.provider.say(sender, { type: 'edit', message: mine, text: 'hi' });
  await shop.provider.say(sender, { type: 'unsend', message: mine });
  const told = shop.events.filter(({ type }) => type === 'edited' || type === 'deleted');
  expect(told).toMatchObject([
    { type: 'edited', messageId: mine, content: text('hi') },
    { type: 'deleted', messageId: mine },
  ]);
  expect(shop.provider.shown(sender).at(-1)).toMatchObject({ text: 'hi', edited: true, deleted: true });
});

test('a file comes back byte for byte', async () => {
  const data = Buffer.from('%PDF-1.7 of some kind');
  await shop.provider.say(customer(), { type: 'file', name: 'a.pdf', mediaType: 'application/pdf', data });
  const heard = shop.events.at(-1);
  if (heard?.type !== 'message' || heard.content.type !== 'media') throw new Error('the file was not heard');
  const fetched = await loadedChannel('custom').connect(shop.provider.secret).fetch(heard.content.url, shop.http);
  expect(fetched).toEqual({ body: data, mediaType: 'application/pdf' });
});

test('that we have read is marked, that somebody types or leaves is heard', async () => {
  const sender = customer();
  await shop.provider.say(sender, text('hi'));
  const thread = { channel: 'custom', account: 'main', sender };
  await loadedChannel('custom').connect(shop.provider.secret).signal({ type: 'read', thread }, shop.http);
  expect(shop.provider.shown(sender)).toMatchObject([{ state: 'read' }]);
  await shop.provider.say(sender, { type: 'typing' });
  await shop.provider.say(sender, { type: 'leave' });
  expect(shop.events.slice(-2)).toMatchObject([{ type: 'typing' }, { type: 'left' }]);
});

test.each([
  ['a body that is none', '{', 400],
  [
    'an unknown field',
    JSON.stringify({ type: 'typing', id: 'msg_1', account: 'main', sender: 'customer-1', so: 1 }),
    400,
  ],
  ['another id', JSON.stringify({ type: 'ping', id: 'msg_2' }), 400],
  ['a stranger', JSON.stringify({ type: 'typing', id: 'msg_1', account: 'main', sender: 'ada' }), 422],
  ['a ping', JSON.stringify({ type: 'ping', id: 'msg_1' }), 200],
])('answers %s', async (_, body, status) => {
  const headers = signedHeaders([String(shop.provider.secret.signingSecret)], 'msg_1', body);
  const answer = await shop.http({ method: 'POST', url: String(shop.provider.secret.url), headers, body });
  expect(answer.status).toBe(status);
});
