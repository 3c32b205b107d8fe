import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { googleToken } from '../../../lib/channels/shared/google-token.ts';
import { serviceAccount } from '../../../local/providers/google.ts';
import { startRcs } from '../../../local/providers/rcs/index.ts';
import { googleAccount } from '../../channels/google-key.ts';
import { loadedChannel } from '../../channels/registered.ts';
import { type Business, openBusiness } from './business.ts';

const sender = '+4915112345670';
const thread = { channel: 'rcs', account: 'main', sender };
const text = (said: string) => ({ type: 'text', text: said }) as const;

let rcs: Business;
beforeAll(async () => {
  rcs = await openBusiness('rcs', startRcs);
});
afterAll(() => rcs.close());
beforeEach(() => {
  rcs.events.length = 0;
  rcs.provider.refusals.length = 0;
});

const signal = (type: 'typing' | 'read', messageId?: string) =>
  loadedChannel('rcs').connect(rcs.provider.secret).signal({ type, thread, messageId }, rcs.http);

const heard = (type: string) => vi.waitUntil(() => rcs.events.find((event) => event.type === type));

test('says that a message was delivered, and read once the customer reads', async () => {
  const { providerId } = await rcs.send(sender, text('hello'));
  expect(await heard('receipt')).toMatchObject({ messageId: providerId, status: 'delivered', thread });
  rcs.events.length = 0;
  await rcs.provider.say(sender, { type: 'read' });
  expect(rcs.events).toMatchObject([{ type: 'receipt', messageId: providerId, status: 'read' }]);
  await rcs.provider.say(sender, { type: 'read' });
  expect(rcs.events).toHaveLength(1);
});

test('a message tried again is shown once', async () => {
  const id = crypto.randomUUID();
  const first = await rcs.send(sender, text('once'), { id });
  expect(await rcs.send(sender, text('once'), { id })).toEqual(first);
  expect(rcs.provider.shown(sender).filter((shown) => shown.text === 'once')).toHaveLength(1);
});

test('a phone without RCS cannot be reached, one that is switched off has the message taken back', async () => {
  await expect(rcs.send('+491511230000', text('a'))).rejects.toMatchObject({ remedy: 'Write by SMS instead.' });
  await rcs.send('+491511230001', text('a'));
  expect(rcs.provider.shown('+491511230001')).toEqual([]);
  const patient = loadedChannel('rcs').connect({ ...rcs.provider.secret, expiresAfter: 60 });
  const off = { ...thread, sender: '+491511230001' };
  await patient.send({ id: crypto.randomUUID(), thread: off, content: text('a') }, rcs.http);
  expect(await heard('receipt')).toMatchObject({ status: 'failed', remedy: 'Write by SMS instead.' });
});

test('a customer types, leaves, and proves a number with all of it', async () => {
  await rcs.provider.say(sender, { type: 'typing' });
  await rcs.provider.say(sender, { type: 'leave' });
  const proves = [`phone:${sender}`];
  expect(rcs.events).toMatchObject([
    { type: 'typing', proves },
    { type: 'left', proves },
  ]);
});

test("a customer's file is fetched from where Google keeps it", async () => {
  const data = Buffer.from('%PDF-1.7');
  await rcs.provider.say(sender, { type: 'file', name: 'a.pdf', mediaType: 'application/pdf', data });
  const [event] = rcs.events;
  if (event?.type !== 'message' || event.content.type !== 'media') throw new Error('the file was not heard');
  expect(event.content).toMatchObject({ mediaType: 'application/pdf', name: 'a.pdf' });
  const { fetch } = loadedChannel('rcs').connect(rcs.provider.secret);
  expect(await fetch(event.content.url, rcs.http)).toEqual({ body: data, mediaType: 'application/pdf' });
});

test('takes that we type and that we read, of messages that there are', async () => {
  await signal('typing');
  await rcs.provider.say(sender, text('hi'));
  const [event] = rcs.events;
  if (event?.type !== 'message') throw new Error('the text was not heard');
  await signal('read', event.messageId);
  expect(rcs.provider.shown(sender).at(-1)?.state).toBe('read');
  await expect(signal('read', 'nothing')).rejects.toThrow('not sent by the user');
});

describe('refuses', () => {
  const post = async (query: string, body: unknown, phone = sender) => {
    const token = await googleToken(serviceAccount(), 'https://www.googleapis.com/auth/rcsbusinessmessaging', rcs.http);
    const { status, body: said } = await rcs.http({
      method: 'POST',
      url: `https://us-rcsbusinessmessaging.googleapis.com/v1/phones/${phone}/agentMessages?${query}`,
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    return { status, ...JSON.parse(said.toString()).error };
  };
  const good = () =>
    new URLSearchParams({ messageId: crypto.randomUUID(), agentId: 'seaway-local@rbm.goog' }).toString();
  const reply = (label: string, postbackData: string) => ({ reply: { text: label, postbackData } });
  const chips = (...suggestions: unknown[]) => ({ contentMessage: { text: 'a', suggestions } });

  test.each([
    ['a blank text', { contentMessage: { text: ' ' } }],
    ['a text too long', { contentMessage: { text: 'a'.repeat(3073) } }],
    ['two kinds of content', { contentMessage: { text: 'a', contentInfo: { fileUrl: 'https://example.com/' } } }],
    ['an address that is none', { contentMessage: { contentInfo: { fileUrl: 'rcs:1' } } }],
    ['a chip too long', chips(reply('a'.repeat(26), 'a'))],
    ['postback data too long', chips(reply('a', 'a'.repeat(2049)))],
    ['twelve chips', chips(...Array(12).fill(reply('a', 'a')))],
    ['a traffic type that there is not', { contentMessage: { text: 'a' }, messageTrafficType: 'GOSSIP' }],
    ['a time of more than 15 days', { contentMessage: { text: 'a' }, ttl: '1296001s' }],
  ])('%s', async (_, body) => {
    expect(await post(good(), body)).toMatchObject({ status: 'INVALID_ARGUMENT', code: 400 });
  });

  test('an id that is no UUID, a foreign agent, a number that is none', async () => {
    const body = { contentMessage: { text: 'a' } };
    expect(await post('messageId=1&agentId=seaway-local@rbm.goog', body)).toMatchObject({ code: 400 });
    expect(await post(good().replace('local', 'other'), body)).toMatchObject({ status: 'PERMISSION_DENIED' });
    expect(await post(good(), body, '0151')).toMatchObject({ code: 400 });
  });

  test('a token that was given for something else', async () => {
    const token = await googleToken(serviceAccount(), 'https://www.googleapis.com/auth/businessmessages', rcs.http);
    const url = `https://rcsbusinessmessaging.googleapis.com/v1/phones/${sender}/agentMessages?${good()}`;
    const headers = { authorization: `Bearer ${token}` };
    expect((await rcs.http({ method: 'POST', url, headers, body: '{}' })).status).toBe(401);
  });

  test('to sign in another key', async () => {
    const { privateKey } = googleAccount;
    const signedIn = googleToken({ ...serviceAccount(), privateKey }, 'https://example.com/scope', rcs.http);
    await expect(signedIn).rejects.toThrow('Invalid JWT Signature');
  });
});
