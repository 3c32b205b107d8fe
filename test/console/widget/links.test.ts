import { describe, expect, test } from 'vitest';
import { isEmoji, piecesOf, safeAddress } from '../../../console/widget/links.ts';

const links = (text: string) => piecesOf(text).flatMap(({ href }) => href ?? []);

describe('an address in a text', () => {
  test.each([
    ['See https://example.com/a?b=c#d now', ['https://example.com/a?b=c#d']],
    ['http://example.com.', ['http://example.com']],
    ['(https://example.com/a)', ['https://example.com/a']],
    ['https://en.wikipedia.org/wiki/Sea_(water)', ['https://en.wikipedia.org/wiki/Sea_(water)']],
    ['請看 https://example.com。', ['https://example.com']],
    ['Write to help@shop.example, please', ['mailto:help@shop.example']],
    ['https://a.example and https://b.example!', ['https://a.example', 'https://b.example']],
  ])('becomes a link: %s', (text, found) => {
    expect(links(text)).toEqual(found);
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'www.example.com', 'https://', 'a@b', '@ada', '1.5'])(
    'does not become one: %s',
    (text) => expect(links(text)).toEqual([]),
  );

  test('leaves every character of the text in its place', () => {
    const text = 'a https://x.example/<b> "https://y.example" c@d.example.';
    expect(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });

  test('that is endless is read in no time', () => {
    const before = performance.now();
    piecesOf(`${'a@'.repeat(2_500)} ${'a.'.repeat(2_500)} https://${'('.repeat(2_000)}`);
    expect(performance.now() - before).toBeLessThan(500);
  });
});

test.each(['👍', '❤️', '👍🏽🎉', '🇨🇭', '👩‍💻'])('%s is an emoji', (text) => expect(isEmoji(text)).toBe(true));
test.each(['', '1', 'ok 👍', '👍👍👍👍', '#'])('%j is a text', (text) => expect(isEmoji(text)).toBe(false));

test('only what lies on the web, or in the browser itself, is shown as a file', () => {
  expect(['https://x.example/a', 'blob:https://x/1', 'javascript:alert(1)', 'media:key', ''].map(safeAddress)).toEqual([
    'https://x.example/a',
    'blob:https://x/1',
    undefined,
    undefined,
    undefined,
  ]);
});
