import fc from 'fast-check';
import { expect, test } from 'vitest';
import { held, sorted } from '../../../../../console/agent/view/desk/order.ts';

const rows = [
  { name: 'Billing', level: 0.9 },
  { name: 'Everyone', level: undefined },
  { name: 'Front desk', level: 0.4 },
  { name: 'Night', level: 0.9 },
];
const namesOf = (list: readonly { name: string }[]) => list.map(({ name }) => name);

test('equals keep their order, and what has no figure is last, whichever way', () => {
  const of = ({ level }: { level: number | undefined }) => level;
  expect(namesOf(sorted(rows, of, false))).toEqual(['Front desk', 'Billing', 'Night', 'Everyone']);
  expect(namesOf(sorted(rows, of, true))).toEqual(['Billing', 'Night', 'Front desk', 'Everyone']);
});

test('numbers in names count as numbers', () => {
  const queues = ['Queue 10', 'Queue 9'].map((name) => ({ name }));
  expect(namesOf(sorted(queues, ({ name }) => name, false))).toEqual(['Queue 9', 'Queue 10']);
});

const list = fc.uniqueArray(fc.record({ key: fc.nat(20).map(String), wait: fc.nat() }), { selector: ({ key }) => key });

test('while a table is held nothing moves: what stood stays, what is gone is said to be, and what is new comes last', () => {
  fc.assert(
    fc.property(list, list, (before, now) => {
      const shown = held(before, now, ({ key }) => key);
      const keys = shown.map(({ row }) => row.key);
      expect(keys.slice(0, before.length)).toEqual(before.map(({ key }) => key));
      expect(new Set(keys).size).toBe(keys.length);
      expect(shown.filter(({ gone }) => !gone).map(({ row }) => row)).toEqual(expect.arrayContaining(now));
      for (const { row, gone } of shown) expect(now.some(({ key }) => key === row.key)).toBe(!gone);
    }),
  );
});
