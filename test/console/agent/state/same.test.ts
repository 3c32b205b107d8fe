import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSame } from '../../../../console/agent/state/same.ts';

const withoutTime = (value: unknown): string =>
  JSON.stringify(value, (name, part: unknown) => (name === 'now' ? undefined : part));

test('two answers are the same exactly when they would be written the same, but for the time', () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(0, 1, 'a', '', true, null),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.record({ a: tie('tree'), b: tie('tree') }),
      fc.record({ a: tie('tree'), now: fc.nat() }),
    ),
  }));
  fc.assert(
    fc.property(tree, tree, (one, other) => {
      expect(isSame(one, structuredClone(one))).toBe(true);
      expect(isSame(one, other)).toBe(withoutTime(one) === withoutTime(other));
    }),
  );
});

test('a part that is not there is the same as an undefined one', () => {
  expect(isSame({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(isSame([1, 2], [1])).toBe(false);
  expect(isSame([], {})).toBe(false);
});
