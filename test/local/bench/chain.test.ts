import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chainLength } from '../../../local/bench/chain.ts';

const span = (start: number, end: number) => ({ start, end });

test.each([
  ['nothing', [], 0],
  ['one after the other', [span(0, 1), span(2, 3), span(4, 5)], 3],
  ['side by side', [span(0, 5), span(1, 4), span(2, 6)], 1],
  ['two side by side, then one', [span(0, 3), span(0, 2), span(4, 5)], 2],
  ['a long one beside two short ones', [span(0, 9), span(1, 2), span(3, 4)], 2],
  ['one that begins as the other ends', [span(0, 2), span(2, 3)], 2],
])('%s', (_, calls, length) => {
  expect(chainLength(calls)).toBe(length);
});

test('no chain is longer than the one found, whatever the order the calls are given in', () => {
  const spans = fc.array(
    fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 8 })).map(([start, length]) => span(start, start + length)),
    { maxLength: 7 },
  );
  fc.assert(
    fc.property(spans, (calls) => {
      expect(chainLength(calls)).toBe(longest(calls, Number.NEGATIVE_INFINITY));
      expect(chainLength(calls.toReversed())).toBe(chainLength(calls));
    }),
  );
});

/** Tries every chain. */
const longest = (calls: { start: number; end: number }[], from: number): number =>
  Math.max(0, ...calls.filter(({ start }) => start >= from).map(({ end }) => 1 + longest(calls, end)));
