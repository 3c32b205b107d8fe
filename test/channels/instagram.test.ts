import { describe, expect, test } from 'vitest';
import { instagram } from '../../lib/channels/instagram/index.ts';
import type { HttpRequest } from '../../lib/http.ts';
import type { Content } from '../../lib/message.ts';
import { instagramKit } from './instagram.kit.ts';
import { outbound } from './kit.ts';

const text: Content = { type: 'text', text: 'hello' };

describe('where a message goes', () => {
  test('with Instagram Login to the account', async () => {
    expect(await send(text)).toMatchObject([{ url: 'https://graph.instagram.com/v25.0/17841400000000000/messages' }]);
  });

  test('with a page to that', async () => {
    expect(await send(text, { secret: { pageId: '682498302938465' } })).toMatchObject([
      { url: 'https://graph.facebook.com/v25.0/682498302938465/messages' },
    ]);
  });

  test('past the window as what a person says', async () => {
    expect(await bodiesFor(text, { message: { late: true } })).toMatchObject([
      { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' },
    ]);
  });
});

describe('a text has room for 1000 bytes', () => {
  test.each([
    ['ASCII', 'A sentence in English. '.repeat(120).trim()],
    ['Japanese', 'これは長い文章です。'.repeat(200)],
    ['emoji', '👩‍👩‍👧‍👦'.repeat(100)],
    ['first one, then the other', `${'word '.repeat(150)}${'文'.repeat(400)}`],
  ])('%s', async (_, long) => {
    const texts = (await bodiesFor({ type: 'text', text: long })).map(({ message }): string => message.text);
    expect(texts.join('')).toBe(long);
    expect(Math.max(...texts.map((part) => Buffer.byteLength(part)))).toBeLessThanOrEqual(1000);
    for (const part of texts) expect(part.isWellFormed()).toBe(true);
  });
});

describe('reactions', () => {
  test.each(['❤', '❤️'])('the heart %s is one', async (emoji) => {
    expect(await bodiesFor({ type: 'reaction', messageId: 'm_1', emoji })).toMatchObject([
      { sender_action: 'react', payload: { message_id: 'm_1', reaction: 'love' } },
    ]);
  });

  test('nothing takes it back', async () => {
    expect(await bodiesFor({ type: 'reaction', messageId: 'm_1', emoji: '' })).toMatchObject([
      { sender_action: 'unreact', payload: { message_id: 'm_1' } },
    ]);
  });

  test('any other is told in text', async () => {
    expect(await bodiesFor({ type: 'reaction', messageId: 'm_1', emoji: '👍' })).toMatchObject([
      { message: { text: '👍' } },
    ]);
  });
});

test.each([
  ['image/png', { attachment: { type: 'image', payload: { url: 'https://example.com/a' } } }],
  ['video/mp4', { attachment: { type: 'video' } }],
  ['audio/mp4', { attachment: { type: 'audio' } }],
  ['application/pdf', { text: 'https://example.com/a' }],
])('%s', async (mediaType, message) => {
  expect(await bodiesFor({ type: 'media', url: 'https://example.com/a', mediaType })).toMatchObject([{ message }]);
});

test('thirteen quick replies, the fourteenth option in the text', async () => {
  const options = Array.from({ length: 14 }, (_, index) => ({
    id: `${index}`,
    text: `A long option number ${index + 1}`,
  }));
  const [{ message }] = await bodiesFor({ type: 'choices', text: 'Which?', options });
  expect(message.text).toBe('Which?\n14. A long option number 14');
  expect(message.quick_replies).toHaveLength(13);
  expect(message.quick_replies[0].title).toBe('A long option numbe…');
});

async function send(content: Content, { secret = {}, message = {} } = {}) {
  const requests: HttpRequest[] = [];
  const http = async (request: HttpRequest) => {
    requests.push(request);
    return instagramKit.answers.ok;
  };
  const connection = instagram.connect({ ...instagramKit.secret, ...secret });
  await connection.send({ ...outbound('instagram', content), ...message }, http);
  return requests;
}

const bodiesFor = async (content: Content, more = {}) =>
  (await send(content, more)).map(({ body }) => JSON.parse(String(body)));
