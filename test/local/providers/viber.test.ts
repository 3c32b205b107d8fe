import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startViber } from '../../../local/providers/viber/index.ts';
import { loadedChannel } from '../../channels/registered.ts';
import { type Business, openBusiness } from './business.ts';

const sender = 'xy5/5y6O81+/kbWHpLhBoA==';
const thread = { channel: 'viber', account: 'main', sender };
const text = (said: string) => ({ type: 'text', text: said }) as const;

let viber: Business;
beforeAll(async () => {
  viber = await openBusiness('viber', startViber);
});
afterAll(() => viber.close());
beforeEach(() => {
  viber.events.length = 0;
  viber.provider.refusals.length = 0;
});

test('tells of each message by its own token of 64 bits, delivered and then seen', async () => {
  const first = await viber.send(sender, text('one'));
  const second = await viber.send(sender, text('two'));
  expect(first.providerId).toMatch(/^5\d{18}$/);
  expect(first.providerId).not.toBe(second.providerId);
  await vi.waitUntil(() => viber.events.length === 2);
  viber.events.length = 0;
  await viber.provider.say(sender, { type: 'read' });
  expect(viber.events).toMatchObject(
    [first, second].map(({ providerId }) => ({ type: 'receipt', messageId: providerId, status: 'read', thread })),
  );
});

test('whoever leaves is not written to until they write', async () => {
  await viber.provider.say(sender, { type: 'leave' });
  expect(viber.events).toMatchObject([{ type: 'left', thread }]);
  await expect(viber.send(sender, text('but'))).rejects.toMatchObject({ remedy: 'Wait until they write to the bot.' });
  await viber.provider.say(sender, text('hi'));
  await viber.send(sender, text('welcome back'));
});

test('a button says its text in the chat, and so may the customer', async () => {
  const options = [{ id: 'yes', text: 'Yes, please' }];
  await viber.send(sender, { type: 'choices', text: 'Sure?', options });
  await viber.provider.say(sender, { type: 'choice', option: 'Yes, please' });
  await viber.provider.say(sender, text('Yes, please'));
  await viber.provider.say(sender, text('no'));
  expect(viber.events.filter(({ type }) => type !== 'receipt')).toMatchObject([
    { type: 'choice', optionId: 'yes', text: 'Yes, please' },
    { type: 'choice', optionId: 'yes' },
    { type: 'message', content: text('no') },
  ]);
});

test('a contact, an address and a recording are heard', async () => {
  await viber.provider.say(sender, { type: 'contact', name: 'Alex', phone: '+12067799191' });
  await viber.provider.say(sender, text('https://example.com/'));
  await viber.provider.say(sender, { type: 'file', name: 'a.mp4', mediaType: 'video/mp4', data: Buffer.from('film') });
  expect(viber.events).toMatchObject([
    { content: { type: 'contact', name: 'Alex', phones: ['+12067799191'] } },
    { content: text('https://example.com/') },
    { content: { type: 'media', mediaType: 'video/mp4', name: 'a.mp4' } },
  ]);
  const film = viber.events[2];
  if (film?.type !== 'message' || film.content.type !== 'media') throw new Error('the film was not heard');
  const { fetch } = loadedChannel('viber').connect(viber.provider.secret);
  expect(await fetch(film.content.url, viber.http)).toMatchObject({ body: Buffer.from('film') });
});

describe('refuses with 200', () => {
  const post = async (method: string, body: unknown, token = viber.provider.secret.authToken) => {
    const { status, body: said } = await viber.http({
      method: 'POST',
      url: `https://chatapi.viber.com/pa/${method}`,
      headers: { 'x-viber-auth-token': String(token) },
      body: JSON.stringify(body),
    });
    expect(status).toBe(200);
    return JSON.parse(said.toString());
  };
  const common = { receiver: sender, min_api_version: 1, sender: { name: 'Seaway' } };
  const button = (fields: object) => ({ ActionType: 'reply', ActionBody: 'a', Text: 'a', ...fields });
  const keyboard = (...Buttons: object[]) => ({
    ...common,
    type: 'text',
    text: 'a',
    keyboard: { Type: 'keyboard', Buttons },
  });

  test.each([
    ['a receiver that is none', { ...common, receiver: 'ada', type: 'text', text: 'a' }],
    ['a sender without a name', { ...common, sender: {}, type: 'text', text: 'a' }],
    ['a name too long', { ...common, sender: { name: 'x'.repeat(29) }, type: 'text', text: 'a' }],
    ['a blank text', { ...common, type: 'text', text: ' ' }],
    ['a text too long', { ...common, type: 'text', text: 'a'.repeat(7001) }],
    ['a picture without an ending', { ...common, type: 'picture', text: '', media: 'https://example.com/a' }],
    ['a file without a size', { ...common, type: 'file', media: 'https://example.com/a', file_name: 'a' }],
    ['a film too large', { ...common, type: 'video', media: 'https://example.com/a.mp4', size: 30_000_000 }],
    ['a button of seven columns', keyboard(button({ Columns: 7 }))],
    ['thirteen rows', keyboard(...Array(13).fill(button({})))],
    ['an unknown message', { ...common, type: 'hologram' }],
    ['tracking data too long', { ...common, type: 'text', text: 'a', tracking_data: 'x'.repeat(4001) }],
  ])('%s', async (_, body) => {
    expect(await post('send_message', body)).toMatchObject({ status: 3, status_message: 'badData' });
  });

  test('a wrong token', async () => {
    expect(await post('get_account_info', {}, 'x')).toMatchObject({ status: 2, status_message: 'invalidAuthToken' });
  });

  test('a webhook that does not answer the trial', async () => {
    const url = `${new URL(viber.callback).origin}/webhooks/viber/main`;
    expect(await post('set_webhook', { url, event_types: ['seen'] })).toMatchObject({ status: 0 });
    expect(await post('get_account_info', {})).toMatchObject({ status: 0, webhook: url, event_types: ['seen'] });
    expect(await post('set_webhook', { url: Object.values(viber.provider.origins)[0] })).toMatchObject({
      status: 1,
      status_message: 'invalidUrl',
    });
  });
});
