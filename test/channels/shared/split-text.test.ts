import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messagesOf, shorten, splitText } from '../../../lib/channels/shared/split-text.ts';
import { Permanent } from '../../../lib/errors.ts';

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('a', ' ', '. ', '\n', '\n\n', '日', '。', '👩‍👩‍👧‍👦', '🇩🇪', 'e\u0301', '\ud83d', '\ude00'),
  }),
);

test('the parts are within the limit, none is empty, and joined they are the text', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 2, max: 60 }), (text, limit) => {
      const parts = splitText(text, limit);
      expect(parts.join('')).toBe(text);
      if (text) for (const part of parts) expect(part.length).toSatisfy((length) => length >= 1 && length <= limit);
    }),
    { numRuns: 3000 },
  );
});

test('no surrogate pair is ever cut', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 2, max: 60 }), (text, limit) => {
      for (const [index, part] of splitText(text, limit).entries())
        if (index > 0) expect(text.slice(at(text, limit, index) - 1)).not.toMatch(/^[\ud800-\udbff][\udc00-\udfff]/);
        else expect(part).toBe(text.slice(0, part.length));
    }),
    { numRuns: 3000 },
  );
});

test('an emoji of many code points stays whole', () => {
  const family = '👩‍👩‍👧‍👦';
  expect(splitText(family.repeat(10), 25)).toEqual([...Array(5)].map(() => family.repeat(2)));
  expect(splitText(`${'a'.repeat(9)}e\u0301`, 10)).toEqual(['a'.repeat(9), 'e\u0301']);
  expect(splitText('🇩🇪🇫🇷🇯🇵', 6)).toEqual(['🇩🇪', '🇫🇷', '🇯🇵']);
});

test('a grapheme longer than the limit is cut all the same', () => {
  const zalgo = `a${'\u0301'.repeat(40)}`;
  expect(splitText(zalgo, 10).join('')).toBe(zalgo);
});

test.each([
  ['a paragraph', 'One two. Three.\n\nFour five six', ['One two. Three.\n\n', 'Four five six']],
  ['a line', 'One two. Three\nFour five six', ['One two. Three\n', 'Four five six']],
  ['a sentence', 'One two three. Four five six', ['One two three. ', 'Four five six']],
  ['a word', 'Onetwothree fourfivesix', ['Onetwothree ', 'fourfivesix']],
  ['a grapheme', 'a'.repeat(25), ['a'.repeat(20), 'a'.repeat(5)]],
  ['a Japanese sentence', '本日は晴天なり。明日は雨でしょう。', ['本日は晴天なり。明日は雨でしょう。']],
])('splits after %s', (_, text, parts) => {
  expect(splitText(text, 20)).toEqual(parts);
});

test('a boundary early in a part does not make it short', () => {
  expect(splitText(`Hi.\n\n${'a'.repeat(30)}`, 20)[0]).toHaveLength(20);
});

test('blank parts are not sent, a blank text is refused', () => {
  expect(messagesOf(`${'a'.repeat(10)}${' '.repeat(30)}b`, 10).map((part) => part.trim())).toEqual([
    'a'.repeat(10),
    'b',
  ]);
  expect(() => messagesOf(' \n\t', 10)).toThrow(Permanent);
});

test('shortening keeps whole graphemes and says that it did', () => {
  expect(shorten('Billing', 20)).toBe('Billing');
  expect(shorten('Billing and everything else', 20)).toBe('Billing and everyth…');
  expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 20)).toBe('👩‍👩‍👧‍👦…');
});

const at = (text: string, limit: number, index: number) =>
  splitText(text, limit)
    .slice(0, index)
    .reduce((length, part) => length + part.length, 0);

test('a text of more messages than anybody reads is refused, as each try would send them all again', () => {
  expect(messagesOf('a'.repeat(1_000), 10)).toHaveLength(100);
  expect(() => messagesOf('a'.repeat(1_001), 10)).toThrow(Permanent);
});
