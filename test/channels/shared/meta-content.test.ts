import { expect, test } from 'vitest';
import { contentsOf } from '../../../lib/channels/shared/meta-content.ts';

const shared = (url: string) => contentsOf({ mid: 'm', attachments: [{ type: 'fallback', payload: { url } }] });

test('what lies with Meta is a file', () => {
  expect(shared('https://scontent.xx.fbcdn.net/1.jpg')).toMatchObject([{ type: 'media' }]);
});

test.each([
  'https://evil.example?.fbsbx.com/',
  'https://evil.example#.fbcdn.net/',
  'https://scontent.fbcdn.net@evil.example/.fbcdn.net/',
  'https://evil-fbcdn.net/1.jpg',
  'http://scontent.xx.fbcdn.net/1.jpg',
])('%s is an address that somebody shared, and nothing to be fetched', (url) => {
  expect(shared(url)).toEqual([{ type: 'text', text: url }]);
});
