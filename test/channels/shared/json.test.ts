import { expect, test } from 'vitest';
import * as z from 'zod';
import { readAnswer, readJson } from '../../../lib/channels/shared/json.ts';
import { Permanent } from '../../../lib/errors.ts';

const read = (text: string) => readJson(Buffer.from(text), z.unknown());

test.each([
  ['4987381189870374000', '4987381189870374000'],
  ['-9007199254740993', '-9007199254740993'],
  ['9007199254740991', 9007199254740991],
  ['1e30', 1e30],
  ['0.1', 0.1],
  ['"4987381189870374000"', '4987381189870374000'],
])('%s is not rounded', (text, value) => {
  expect(read(text)).toBe(value);
  expect(read(`{"a":[${text}]}`)).toEqual({ a: [value] });
  expect(readAnswer(Buffer.from(text), z.unknown())).toBe(value);
});

test('text that looks like a number of a field stays text', () => {
  expect(read(String.raw`{"text":"\"message_token\":4987381189870374000"}`)).toEqual({
    text: '"message_token":4987381189870374000',
  });
});

test('what is no JSON, or nested beyond reading, is said to be none', () => {
  expect(() => read('{')).toThrow(Permanent);
  expect(() => read('['.repeat(500_000))).toThrow(Permanent);
});

test('of many things that do not fit, the first few are named', () => {
  const many = JSON.stringify(Array.from({ length: 3_000 }, () => 1));
  const error = (() => {
    try {
      return readJson(Buffer.from(many), z.array(z.string()));
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(Permanent);
  expect(String(error)).toMatch(/0: .*; 4: .*; and 2995 more$/);
  expect(String(error).length).toBeLessThan(600);
});
