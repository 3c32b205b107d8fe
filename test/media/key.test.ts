import { expect, test } from 'vitest';
import { folderOf, keyOf, urlOf } from '../../lib/media/key.ts';

const folder = folderOf({ channel: 'webchat', account: 'main', sender: 'one' });

test('a file that is kept with us is known by its address', () => {
  for (const key of [`${folder}0000001.png`, `${folder}0d4c9f1e.pdf`, 'media/sent/1.jpg', `${folder}0000002.bin`])
    expect(keyOf(urlOf(key))).toBe(key);
  expect(keyOf('https://example.com/cat.png')).toBeUndefined();
});

test.each([
  `${folder}../0123/0000001.png`,
  `${folder}./0000001.png`,
  `${folder}../../mail/abc`,
  'media/..',
  'mail/abc',
  `${folder}`,
  `${folder}/1.png`,
  `${folder}a?x=1`,
  `${folder}a%2e%2e/b`,
  `${folder}a\\..\\b`,
  '/media/sent/1.jpg',
  '',
])('%s names no file of ours', (key) => {
  expect(keyOf(urlOf(key))).toBeUndefined();
});
