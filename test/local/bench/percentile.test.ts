import { expect, test } from 'vitest';
import { median, percentile } from '../../../local/bench/percentile.ts';

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test.each([
  [50, 50],
  [95, 95],
  [100, 100],
])('percentile %i of 1 to 100 is %i', (percent, value) => {
  expect(percentile(hundred, percent)).toBe(value);
});

test('one value is every percentile', () => {
  expect([percentile([7], 50), percentile([7], 95)]).toEqual([7, 7]);
});

test('the median is a value that was seen', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2]);
});

test('nothing has no percentile', () => {
  expect(() => percentile([], 50)).toThrow('nothing to take a percentile of');
});
