import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTwilioConversations } from '../../../local/providers/twilio-conversations/index.ts';
import { loadedChannel } from '../../channels/registered.ts';
import { type Business, openBusiness } from './business.ts';

const text = (said: string) => ({ type: 'text', text: said }) as const;

let conversations: Business;
beforeAll(async () => {
  conversations = await openBusiness('twilio-conversations', startTwilioConversations);
});
afterAll(() => conversations.close());

/** Every conversation is used by one test. */
let opened = 0;
const conversation = () => `CH${String(opened++).padStart(32, '0')}`;

const post = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
  const { accountSid, authToken, serviceSid } = conversations.provider.secret;
  const { status, body } = await conversations.http({
    method: 'POST',
    url: `https://conversations.twilio.com/v1/Services/${serviceSid}/${path}`,
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`, ...headers },
    body: new URLSearchParams(fields).toString(),
  });
  return { status, body: JSON.parse(body.toString()) };
};

test('the first message makes the conversation, which tells whose number it is', async () => {
  const sender = conversation();
  conversations.events.length = 0;
  await conversations.provider.say(sender, text('hi'));
  await conversations.provider.say(sender, text('ho'));
  expect(conversations.events).toMatchObject([
    { type: 'joined', thread: { sender }, proves: [expect.stringMatching(/^phone:\+44770090\d{4}$/)] },
    { type: 'message', content: text('hi') },
    { type: 'message', content: text('ho') },
  ]);
});

test('a message is reported as sent, delivered, and read once the customer looks', async () => {
  const sender = conversation();
  conversations.events.length = 0;
  const { providerId } = await conversations.send(sender, text('hello'));
  await vi.waitUntil(() => conversations.events.length === 2);
  await conversations.provider.say(sender, { type: 'read' });
  expect(conversations.events).toMatchObject(
    ['sent', 'delivered', 'read'].map((status) => ({ type: 'receipt', status, messageId: providerId })),
  );
});

test('what we wrote is not heard, also where Twilio is asked to tell of it; what others wrote is an echo', async () => {
  const sender = conversation();
  conversations.events.length = 0;
  const said = { Body: 'one', Attributes: '{"seaway":"1"}' };
  const path = `Conversations/${sender}/Messages`;
  await post(path, said, { 'x-twilio-webhook-enabled': 'true' });
  await post(path, { Body: 'two' }, { 'x-twilio-webhook-enabled': 'true' });
  await vi.waitUntil(() => conversations.events.length === 5);
  expect(conversations.events.filter(({ type }) => type !== 'receipt')).toMatchObject([
    { type: 'echoed', content: text('two') },
  ]);
});

test('files go both ways', async () => {
  const sender = conversation();
  const data = Buffer.from('%PDF-1.7 of some kind');
  await conversations.provider.say(sender, { type: 'file', name: 'a.pdf', mediaType: 'application/pdf', data });
  const heard = conversations.events.at(-1);
  if (heard?.type !== 'message' || heard.content.type !== 'media') throw new Error('the file was not heard');
  expect(heard.content).toMatchObject({ url: expect.stringMatching(/^twilio-conversations:ME/), name: 'a.pdf' });
  const connection = loadedChannel('twilio-conversations').connect(conversations.provider.secret);
  const fetched = await connection.fetch(heard.content.url, conversations.http);
  expect(fetched).toEqual({ body: data, mediaType: 'application/pdf' });
});

test('a customer changes words, takes them back, and the conversation is closed', async () => {
  const sender = conversation();
  await conversations.provider.say(sender, text('hii'));
  const message = conversations.provider.shown(sender)[0]?.id ?? '';
  await conversations.provider.say(sender, { type: 'edit', message, text: 'hi' });
  await conversations.provider.say(sender, { type: 'unsend', message });
  await conversations.provider.say(sender, { type: 'leave' });
  expect(conversations.events.slice(-3)).toMatchObject([
    { type: 'edited', messageId: message, content: text('hi') },
    { type: 'deleted', messageId: message },
    { type: 'left', thread: { sender } },
  ]);
  await expect(conversations.send(sender, text('but'))).rejects.toThrow('The conversation is closed');
});

test.each([
  ['nothing to say', { Body: ' ' }, 20001],
  ['a text too long', { Body: 'a'.repeat(1601) }, 20001],
  ['an unknown field', { Body: 'a', To: '+1' }, 20001],
  ['a file that it does not have', { MediaSid: `ME${'0'.repeat(32)}` }, 20404],
  ['a template that is none', { ContentSid: 'welcome' }, 21655],
  ['variables that are no JSON', { ContentSid: `HX${'0'.repeat(32)}`, ContentVariables: '{' }, 21656],
  ['attributes that are no JSON', { Body: 'a', Attributes: '{' }, 20001],
])('refuses %s', async (_, fields, code) => {
  const { status, body } = await post(`Conversations/${conversation()}/Messages`, fields);
  expect(status).toBe(code === 20404 ? 404 : 400);
  expect(body).toMatchObject({ code });
});
