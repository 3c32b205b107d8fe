import { expect, test } from 'vitest';
import { earlierThan, startOf } from '../../../../../console/agent/view/conversation/transcript/part.ts';

const times = Array.from({ length: 1_000 }, (_, index) => index * 10);

test('the newest are shown first, and all of a short conversation', () => {
  expect(startOf(times, undefined)).toBe(900);
  expect(startOf(times.slice(0, 20), undefined)).toBe(0);
  expect(startOf([], undefined)).toBe(0);
});

test('step by step all of it is shown', () => {
  const starts = [startOf(times, undefined)];
  for (let start = 900; start > 0; starts.push(start)) start = startOf(times, earlierThan(times, start));
  expect(starts).toEqual([900, 750, 600, 450, 300, 150, 0]);
});

test('where it began is kept when more is read before it, or what stood there is folded away', () => {
  expect(startOf([-20, -10, ...times], 0)).toBe(2);
  expect(startOf(times, 15)).toBe(2);
});
