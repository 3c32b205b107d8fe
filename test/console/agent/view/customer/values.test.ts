import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlain, meantBy, wordsOf } from '../../../../../console/agent/view/customer/values.ts';

const word = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== '' && !text.includes(','));
const plain = fc.oneof(
  word,
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
  fc.array(word, { minLength: 1 }),
);

test('what is saved as it was shown is what it was, and of the same type', () => {
  fc.assert(
    fc.property(plain, (value) => {
      expect(isPlain(value)).toBe(true);
      expect(meantBy(wordsOf(value), value)).toEqual(value);
    }),
  );
});

test('yes and no are said in words, a number stays one, and a list can grow', () => {
  expect(wordsOf(true)).toBe('yes');
  expect(meantBy('No', true)).toBe(false);
  expect(meantBy(' 42 ', 7)).toBe(42);
  expect(meantBy('refunds, contracts,', ['refunds'])).toEqual(['refunds', 'contracts']);
});

test('words that do not fit the type are text, and no words take the attribute away', () => {
  expect(meantBy('perhaps', true)).toBe('perhaps');
  expect(meantBy('many', 7)).toBe('many');
  expect(meantBy('42', '7')).toBe('42');
  expect(meantBy('   ', 'something')).toBeNull();
  expect(meantBy('', true)).toBeNull();
});

test('what would not be read back is not edited in a line', () => {
  for (const value of [{ a: 1 }, [1, 2], ['one, two'], undefined]) expect(isPlain(value)).toBe(false);
  expect(wordsOf({ a: 1 })).toBe('{"a":1}');
});
