import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startWhatsappCloud } from '../../../local/providers/whatsapp-cloud/index.ts';
import { loadedChannel } from '../../channels/registered.ts';
import { type Business, openBusiness } from './business.ts';

const text = (said: string) => ({ type: 'text', text: said }) as const;
const sender = '4915112345681';

let whatsapp: Business;
beforeAll(async () => {
  whatsapp = await openBusiness('whatsapp-cloud', startWhatsappCloud);
});
afterAll(() => whatsapp.close());
beforeEach(() => {
  whatsapp.events.length = 0;
  whatsapp.provider.refusals.length = 0;
});

const connection = () => loadedChannel('whatsapp-cloud').connect(whatsapp.provider.secret);
const last = (who = sender) => whatsapp.provider.shown(who).at(-1);
const heard = () => whatsapp.events.filter(({ type }) => type !== 'receipt');

test('tells what became of a message: sent, delivered, and read once it is', async () => {
  await whatsapp.provider.say(sender, text('hi'));
  const { providerId } = await whatsapp.send(sender, text('hello'), { callback: whatsapp.callback });
  await vi.waitUntil(() => whatsapp.events.length === 3);
  await whatsapp.provider.say(sender, { type: 'read' });
  expect(whatsapp.events.slice(1)).toMatchObject(
    ['sent', 'delivered', 'read'].map((status) => ({
      type: 'receipt',
      status,
      messageId: providerId,
      outboundId: '42',
      thread: { sender },
    })),
  );
});

test('to somebody who has not written for a day only a template arrives', async () => {
  const stranger = '4915112345682';
  await whatsapp.send(stranger, text('hello?'));
  await vi.waitUntil(() => whatsapp.events.length === 1);
  expect(whatsapp.events).toMatchObject([
    { type: 'receipt', status: 'failed', reason: expect.stringMatching(/^131047/), remedy: 'Send a template.' },
  ]);
  await whatsapp.send(stranger, { type: 'template', id: 'hello_world', variables: { 1: 'Ada' } });
  expect(whatsapp.provider.shown(stranger).map((shown) => shown.text)).toEqual(['[hello_world] Ada']);
});

test('somebody who hides their number is known by their user id alone', async () => {
  await whatsapp.provider.say('US.1234', text('guess who'), { name: 'Kerry' });
  expect(heard()).toMatchObject([
    { thread: { sender: 'US.1234' }, proves: ['bsuid:US.1234'], profile: { name: 'Kerry' } },
  ]);
  await whatsapp.send('US.1234', text('Kerry!'));
  expect(last('US.1234')?.text).toBe('Kerry!');
});

test('a file is fetched by its id with the token, and not without', async () => {
  const data = Buffer.from('%PDF-1.7 invoice');
  await whatsapp.provider.say(sender, { type: 'file', name: 'invoice.pdf', mediaType: 'application/pdf', data });
  const [said] = heard();
  if (said?.type !== 'message' || said.content.type !== 'media') throw new Error('the file was not heard');
  expect(said.content).toMatchObject({ mediaType: 'application/pdf', name: 'invoice.pdf' });
  const { url } = said.content;
  expect(await connection().fetch(url, whatsapp.http)).toEqual({ body: data, mediaType: 'application/pdf' });
  const stranger = loadedChannel('whatsapp-cloud').connect({ ...whatsapp.provider.secret, accessToken: 'x' });
  await expect(stranger.fetch(url, whatsapp.http)).rejects.toThrow('190');
  await expect(connection().fetch(`${url}0`, whatsapp.http)).rejects.toThrow('100');
});

describe('a customer', () => {
  beforeEach(async () => {
    await whatsapp.provider.say(sender, text('first'));
    whatsapp.events.length = 0;
  });

  test('edits, and takes back', async () => {
    const message = last()?.id ?? '';
    await whatsapp.provider.say(sender, { type: 'edit', message, text: 'second' });
    expect(last()).toMatchObject({ text: 'second', edited: true });
    await whatsapp.provider.say(sender, { type: 'unsend', message });
    expect(last()).toMatchObject({ text: '', deleted: true });
    expect(heard()).toMatchObject([
      { type: 'edited', messageId: message, content: text('second') },
      { type: 'deleted', messageId: message },
    ]);
  });

  test('reacts to what we said, and we to what they said', async () => {
    const theirs = last()?.id ?? '';
    await whatsapp.send(sender, { type: 'reaction', messageId: theirs, emoji: '👍' });
    expect(last()).toMatchObject({ id: theirs, reaction: '👍' });
    const { providerId: ours = '' } = await whatsapp.send(sender, text('hello'));
    await whatsapp.provider.say(sender, { type: 'react', message: ours, emoji: '❤️' });
    expect(heard()).toMatchObject([{ content: { type: 'reaction', messageId: ours, emoji: '❤️' } }]);
    expect(last()).toMatchObject({ id: ours, reaction: '❤️' });
  });

  test('sends a contact', async () => {
    await whatsapp.provider.say(sender, { type: 'contact', name: 'Ada', phone: '+441234567890' });
    expect(heard()).toMatchObject([{ content: { type: 'contact', name: 'Ada', phones: ['+441234567890'] } }]);
  });

  test('chooses from a list what has no room on buttons', async () => {
    const options = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: `Option ${id}` }));
    await whatsapp.send(sender, { type: 'choices', text: 'Which?', options });
    expect(last()).toMatchObject({ text: 'Which?', options });
    await whatsapp.provider.say(sender, { type: 'choice', option: 'd' });
    expect(heard()).toMatchObject([{ type: 'choice', optionId: 'd', text: 'Option d' }]);
  });

  test('sees that we read and type', async () => {
    const thread = { channel: 'whatsapp-cloud', account: 'main', sender };
    const messageId = last()?.id ?? '';
    expect(last()?.state).toBe('delivered');
    await connection().signal({ type: 'typing', thread, messageId }, whatsapp.http);
    expect(last()?.state).toBe('read');
    await expect(connection().signal({ type: 'read', thread, messageId: 'wamid.x' }, whatsapp.http)).rejects.toThrow();
  });

  test('cannot do what WhatsApp does not tell', async () => {
    await expect(whatsapp.provider.say(sender, { type: 'leave' })).rejects.toThrow('nobody can do this on WhatsApp');
  });
});

test.each([
  ['a blank text', { text: { body: ' ' } }, 'text.body'],
  ['a text too long', { text: { body: 'a'.repeat(4097) } }, 'text.body'],
  ['nobody to send it to', { to: undefined }, 'to or recipient'],
  ['four buttons', interactive({ type: 'button', action: { buttons: ['a', 'b', 'c', 'd'].map(button) } }), 'buttons'],
  ['a button twice', interactive({ type: 'button', action: { buttons: ['a', 'a'].map(button) } }), 'must differ'],
  [
    'a button of 21 characters',
    interactive({ type: 'button', action: { buttons: [button('a'.repeat(21))] } }),
    'title',
  ],
  ['eleven rows', interactive(list(Array.from({ length: 11 }, (_, index) => `${index}`))), 'rows'],
  ['a row of 25 characters', interactive(list(['a'.repeat(25)])), 'title'],
  ['a file without an address', { type: 'image', text: undefined, image: { link: 'nowhere' } }, 'image.link'],
  [
    'a caption of a recording',
    { type: 'audio', text: undefined, audio: { link: 'https://a.b/c', caption: 'x' } },
    'audio',
  ],
  ['an unknown message', { type: 'hologram' }, 'type'],
])('refuses %s as WhatsApp does', async (_, more, details) => {
  const { accessToken, phoneNumberId } = whatsapp.provider.secret;
  const { status, body } = await whatsapp.http({
    method: 'POST',
    url: `https://graph.facebook.com/v25.0/${phoneNumberId}/messages`,
    headers: { authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ ...envelope, type: 'text', text: { body: 'hello' }, ...more }),
  });
  expect(status).toBe(400);
  expect(JSON.parse(body.toString()).error).toMatchObject({
    code: 131009,
    error_data: { details: expect.stringContaining(details) },
  });
});

const envelope = { messaging_product: 'whatsapp', recipient_type: 'individual', to: sender };

function button(id: string) {
  return { type: 'reply', reply: { id, title: id } };
}

function list(ids: string[]) {
  return { type: 'list', action: { button: 'Choose', sections: [{ rows: ids.map((id) => ({ id, title: id })) }] } };
}

function interactive(more: object) {
  return { type: 'interactive', text: undefined, interactive: { body: { text: 'Which?' }, ...more } };
}
