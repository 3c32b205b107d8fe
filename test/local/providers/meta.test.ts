import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startInstagram } from '../../../local/providers/instagram/index.ts';
import { startMessenger } from '../../../local/providers/messenger/index.ts';
import { loadedChannel } from '../../channels/registered.ts';
import { type Business, openBusiness } from './business.ts';

const text = (said: string) => ({ type: 'text', text: said }) as const;
const sender = '8761234567890999';
const day = 86_400_000;
/** What the customer did; receipts and echoes of what was said to them before may come beside it. */
const heard = ({ events }: Business) => events.filter(({ type }) => type !== 'watermark' && type !== 'echoed');

describe('Messenger', () => {
  let messenger: Business;
  beforeAll(async () => {
    messenger = await openBusiness('messenger', startMessenger);
  });
  afterAll(() => messenger.close());
  beforeEach(async () => {
    messenger.provider.refusals.length = 0;
    await messenger.provider.say(sender, text('hi'));
    messenger.events.length = 0;
  });

  test('tells by time how far our messages got, and our echoes are not taken for news', async () => {
    const before = Date.now();
    await messenger.send(sender, text('hello'));
    await vi.waitUntil(() => messenger.events.length === 1);
    await messenger.provider.say(sender, { type: 'read' });
    expect(messenger.events).toMatchObject(
      ['delivered', 'read'].map((status) => ({ type: 'watermark', status, thread: { sender } })),
    );
    for (const event of messenger.events) expect(event).toHaveProperty('upTo', expect.closeTo(before, -4));
  });

  test('a button comes back as a press, a quick reply as well', async () => {
    const options = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: `Option ${id}` }));
    for (const offered of [options.slice(0, 2), options]) {
      await messenger.send(sender, { type: 'choices', text: 'Which?', options: offered });
      expect(messenger.provider.shown(sender).at(-1)).toMatchObject({ text: 'Which?', options: offered });
      await messenger.provider.say(sender, { type: 'choice', option: 'b' });
    }
    const pressed = heard(messenger);
    expect(pressed).toMatchObject(Array(2).fill({ optionId: 'b', text: 'Option b' }));
  });

  test('a file lies open to everybody', async () => {
    const data = Buffer.from('%PDF-1.7 invoice');
    await messenger.provider.say(sender, { type: 'file', name: 'invoice.pdf', mediaType: 'application/pdf', data });
    const [said] = heard(messenger);
    if (said?.type !== 'message' || said.content.type !== 'media') throw new Error('the file was not heard');
    const { fetch } = loadedChannel('messenger').connect(messenger.provider.secret);
    expect((await fetch(said.content.url, messenger.http)).body).toEqual(data);
  });

  test('a customer edits and reacts, and we react', async () => {
    const theirs = messenger.provider.shown(sender).at(-1)?.id ?? '';
    await messenger.provider.say(sender, { type: 'edit', message: theirs, text: 'ho' });
    await messenger.provider.say(sender, { type: 'react', message: theirs, emoji: '🎉' });
    await messenger.provider.say(sender, { type: 'react', message: theirs, emoji: '' });
    expect(heard(messenger)).toMatchObject([
      { type: 'edited', messageId: theirs, content: text('ho') },
      { content: { type: 'reaction', messageId: theirs, emoji: '🎉' } },
      { content: { type: 'reaction', messageId: theirs, emoji: '' } },
    ]);
    await messenger.send(sender, { type: 'reaction', messageId: theirs, emoji: '👍' });
    expect(messenger.provider.shown(sender).at(-1)).toMatchObject({ text: 'ho', edited: true, reaction: '👍' });
  });

  test('sees that we read', async () => {
    const { signal } = loadedChannel('messenger').connect(messenger.provider.secret);
    const thread = { channel: 'messenger', account: 'main', sender };
    expect(messenger.provider.shown(sender).at(-1)?.state).toBe('delivered');
    await signal({ type: 'read', thread }, messenger.http);
    expect(messenger.provider.shown(sender).at(-1)?.state).toBe('read');
  });

  test('after a day only an agent can answer, and after a week nobody', async () => {
    vi.useFakeTimers({ now: Date.now() + 2 * day, toFake: ['Date'] });
    try {
      await expect(messenger.send(sender, text('late'))).rejects.toThrow('the window for an answer has closed');
      await messenger.send(sender, text('by an agent'), { late: true });
      vi.setSystemTime(Date.now() + 6 * day);
      await expect(messenger.send(sender, text('too late'), { late: true })).rejects.toThrow('10: the window');
    } finally {
      vi.useRealTimers();
    }
    expect(messenger.provider.shown(sender).at(-1)?.text).toBe('by an agent');
  });

  test('nobody is written to who has not written', async () => {
    await expect(messenger.send('8761234567890000', text('hello'))).rejects.toThrow('there is no such person');
  });

  test.each([
    ['a text too long', { message: { text: 'a'.repeat(2001) } }],
    ['a blank text', { message: { text: ' ' } }],
    ['fourteen quick replies', { message: { text: 'a', quick_replies: Array(14).fill(quickReply('a')) } }],
    ['a title too long', { message: { text: 'a', quick_replies: [quickReply('a'.repeat(21))] } }],
    ['a tag that is no more', { messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE' }],
    ['a tag without its type', { tag: 'HUMAN_AGENT' }],
    [
      'text and file at once',
      { message: { text: 'a', attachment: { type: 'image', payload: { url: 'https://a.b' } } } },
    ],
    ['an unknown action', { message: undefined, messaging_type: undefined, sender_action: 'dance' }],
  ])('refuses %s', async (_, more) => {
    const { accessToken, pageId } = messenger.provider.secret;
    const { status, body } = await messenger.http({
      method: 'POST',
      url: `https://graph.facebook.com/v25.0/${pageId}/messages`,
      headers: { authorization: `Bearer ${accessToken}` },
      body: JSON.stringify({ recipient: { id: sender }, messaging_type: 'RESPONSE', message: { text: 'a' }, ...more }),
    });
    expect([status, JSON.parse(body.toString()).error.code]).toEqual([400, 100]);
  });
});

describe('Instagram', () => {
  let instagram: Business;
  beforeAll(async () => {
    instagram = await openBusiness('instagram', startInstagram);
  });
  afterAll(() => instagram.close());
  beforeEach(async () => {
    await instagram.provider.say(sender, text('hi'));
    instagram.events.length = 0;
  });

  test('echoes what we send under the id that we were given, and tells what was read by that too', async () => {
    const { providerId } = await instagram.send(sender, text('hello'));
    await vi.waitUntil(() => instagram.events.length === 1);
    await instagram.provider.say(sender, { type: 'read' });
    expect(instagram.events).toMatchObject([
      { type: 'echoed', messageId: providerId, content: text('hello') },
      { type: 'receipt', messageId: providerId, status: 'read' },
    ]);
  });

  test('a customer takes back', async () => {
    const message = instagram.provider.shown(sender).at(-1)?.id ?? '';
    await instagram.provider.say(sender, { type: 'unsend', message });
    expect(heard(instagram)).toMatchObject([{ type: 'deleted', messageId: message }]);
    expect(instagram.provider.shown(sender).at(-1)).toMatchObject({ deleted: true });
  });

  test.each([
    ['more than 1000 bytes', { text: '文'.repeat(334) }],
    ['a document', { attachment: { type: 'file', payload: { url: 'https://example.com/a.pdf' } } }],
    ['metadata', { text: 'a', metadata: 'x' }],
  ])('refuses %s', async (_, message) => {
    const { accessToken, instagramId } = instagram.provider.secret;
    const { status } = await instagram.http({
      method: 'POST',
      url: `https://graph.instagram.com/v25.0/${instagramId}/messages`,
      headers: { authorization: `Bearer ${accessToken}` },
      body: JSON.stringify({ recipient: { id: sender }, messaging_type: 'RESPONSE', message }),
    });
    expect(status).toBe(400);
  });
});

function quickReply(title: string) {
  return { content_type: 'text', title, payload: title };
}
