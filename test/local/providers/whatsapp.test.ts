import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startWhatsapp } from '../../../local/providers/whatsapp/index.ts';
import { loadedChannel } from '../../channels/registered.ts';
import { type Business, openBusiness } from './business.ts';

const text = (said: string) => ({ type: 'text', text: said }) as const;
const template = {
  type: 'template',
  id: 'HX00000000000000000000000000000001',
  variables: { 1: 'Ada', 2: 'noon' },
} as const;

let whatsapp: Business;
beforeAll(async () => {
  whatsapp = await openBusiness('whatsapp', startWhatsapp);
});
afterAll(() => whatsapp.close());

/** Every customer is used by one test. */
let customers = 0;
const customer = () => `+49151123400${10 + customers++}`;

test('a message is reported as sent, delivered, and read once the customer looks', async () => {
  const sender = customer();
  await whatsapp.provider.say(sender, text('hi'));
  whatsapp.events.length = 0;
  const { providerId } = await whatsapp.send(sender, text('hello'), { callback: whatsapp.callback });
  await vi.waitUntil(() => whatsapp.events.length === 2);
  await whatsapp.provider.say(sender, { type: 'read' });
  await whatsapp.provider.say(sender, { type: 'read' });
  expect(whatsapp.events).toMatchObject(
    ['sent', 'delivered', 'read'].map((status) => ({
      type: 'receipt',
      status,
      messageId: providerId,
      outboundId: '42',
      thread: { channel: 'whatsapp', account: 'main', sender },
    })),
  );
});

describe('the window of 24 hours', () => {
  test('is closed for somebody who never wrote: the message is taken and fails later', async () => {
    const sender = customer();
    whatsapp.events.length = 0;
    await whatsapp.send(sender, text('psst'), { callback: whatsapp.callback });
    await vi.waitUntil(() => whatsapp.events.length === 1);
    expect(whatsapp.events).toMatchObject([
      { type: 'receipt', status: 'failed', reason: expect.stringContaining('63016'), remedy: 'Send a template.' },
    ]);
    expect(whatsapp.provider.shown(sender)).toEqual([]);
  });

  test('does not bind templates, whose buttons can be pressed', async () => {
    const sender = customer();
    await whatsapp.send(sender, template);
    expect(whatsapp.provider.shown(sender)).toMatchObject([
      { text: 'Hello Ada, may we expect you at noon?', options: [{ id: 'yes' }, { id: 'no' }] },
    ]);
    await whatsapp.provider.say(sender, { type: 'choice', option: 'yes' });
    expect(whatsapp.events.at(-1)).toMatchObject({
      type: 'choice',
      optionId: 'yes',
      text: 'Yes',
      messageId: whatsapp.provider.shown(sender).at(-1)?.id,
    });
  });
});

test('a customer is known by number and name, one with a username by the BSUID alone', async () => {
  const sender = customer();
  await whatsapp.provider.say(sender, text('hi'), { name: 'Ada' });
  expect(whatsapp.events.at(-1)).toMatchObject({ proves: [`phone:${sender}`], profile: { name: 'Ada' } });
  await whatsapp.provider.say('US.13491208655302741918', text('hi'));
  expect(whatsapp.events.at(-1)).toMatchObject({
    thread: { sender: 'US.13491208655302741918' },
    proves: ['bsuid:US.13491208655302741918'],
  });
  await whatsapp.send('US.13491208655302741918', text('hello'));
  expect(whatsapp.provider.shown('US.13491208655302741918').map((shown) => shown.text)).toEqual(['hi', 'hello']);
});

test('a file comes back byte for byte, to who has the login', async () => {
  const data = Buffer.from('%PDF-1.7 of some kind');
  await whatsapp.provider.say(customer(), { type: 'file', name: 'a.pdf', mediaType: 'application/pdf', data });
  const heard = whatsapp.events.at(-1);
  if (heard?.type !== 'message' || heard.content.type !== 'media') throw new Error('the file was not heard');
  const { secret } = whatsapp.provider;
  const fetched = await loadedChannel('whatsapp').connect(secret).fetch(heard.content.url, whatsapp.http);
  expect(fetched).toEqual({ body: data, mediaType: 'application/pdf' });
  const stranger = loadedChannel('whatsapp').connect({ ...secret, authToken: 'x' });
  await expect(stranger.fetch(heard.content.url, whatsapp.http)).rejects.toThrow('the file cannot be fetched');
});

test('a reaction, a card and a sticker are heard', async () => {
  const sender = customer();
  const { providerId = '' } = await whatsapp.send(sender, template);
  await whatsapp.provider.say(sender, { type: 'react', message: providerId, emoji: '👍' });
  expect(whatsapp.events.at(-1)).toMatchObject({ content: { type: 'reaction', messageId: providerId, emoji: '👍' } });
  expect(whatsapp.provider.shown(sender)).toMatchObject([{ id: providerId, reaction: '👍' }]);
  await whatsapp.provider.say(sender, { type: 'contact', name: 'Ada', phone: '+441234567890' });
  expect(whatsapp.events.at(-1)).toMatchObject({ content: { type: 'media', mediaType: 'text/vcard' } });
  await whatsapp.provider.say(sender, { type: 'sticker' });
  expect(whatsapp.events.at(-1)).toMatchObject({ content: { type: 'media', mediaType: 'image/webp' } });
});

test('typing marks what the customer wrote as read', async () => {
  const sender = customer();
  await whatsapp.provider.say(sender, text('hi'));
  const connection = loadedChannel('whatsapp').connect(whatsapp.provider.secret);
  const [hi] = whatsapp.provider.shown(sender);
  expect(hi?.state).toBe('delivered');
  const thread = { channel: 'whatsapp', account: 'main', sender };
  await connection.signal({ type: 'typing', thread, messageId: hi?.id }, whatsapp.http);
  expect(whatsapp.provider.shown(sender)).toMatchObject([{ state: 'read' }]);
  await expect(connection.signal({ type: 'typing', thread, messageId: 'SM1' }, whatsapp.http)).rejects.toThrow('20001');
});

test('who leaves is not written to until START', async () => {
  const sender = customer();
  await whatsapp.provider.say(sender, { type: 'leave' });
  expect(whatsapp.events.at(-1)).toMatchObject({ type: 'left' });
  await expect(whatsapp.send(sender, text('but'))).rejects.toThrow('only their START lets us write again');
  await whatsapp.provider.say(sender, text('start'));
  expect(whatsapp.events.at(-1)).toMatchObject({ type: 'joined' });
  await whatsapp.send(sender, text('welcome back'));
});

test.each([
  ['a number without its prefix', { To: '+4915112340010' }, 21211],
  ['a foreign sender', { From: 'whatsapp:+15005550001' }, 63007],
  ['nothing to say', { Body: ' ' }, 21602],
  ['a text too long', { Body: 'a'.repeat(1601) }, 21617],
  ['a media address that is not public', { MediaUrl: 'http://a.example/' }, 21620],
  ['a place that is none', { PersistentAction: 'geo:here' }, 63030],
  ['a template that is none', { ContentSid: 'welcome' }, 21655],
  ['variables that are no JSON', { Body: '', ContentSid: template.id, ContentVariables: '{' }, 21656],
  ['a callback that is none', { StatusCallback: 'nowhere' }, 21609],
])('answers %s as Twilio does', async (_, fields, code) => {
  const { accountSid, authToken } = whatsapp.provider.secret;
  const form = { To: 'whatsapp:+4915112340010', From: 'whatsapp:+14155238886', Body: 'a', ...fields };
  const { body } = await whatsapp.http({
    method: 'POST',
    url: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`,
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    body: new URLSearchParams(form).toString(),
  });
  expect(JSON.parse(body.toString()).code).toBe(code);
});
