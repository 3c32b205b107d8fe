import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepPlaces, type Steady } from '../../../../console/agent/view/steady.ts';

type Item = { key: string; wait: number };
const list = fc.uniqueArray(fc.record({ key: fc.nat(20).map(String), wait: fc.nat() }), { selector: ({ key }) => key });
const keysOf = ({ all, late }: Steady<Item>) => [...all, ...late].map(({ item }) => item.key);

test('while a list is held nothing moves: what stood stays, what is gone is said to be, and what is new comes last', () => {
  fc.assert(
    fc.property(list, fc.array(list, { minLength: 1 }), (first, changes) => {
      let steady: Steady<Item> = { all: first.map((item) => ({ item, gone: false })), late: [] };
      for (const now of changes) {
        const before = keysOf(steady);
        steady = keepPlaces(steady, now, ({ key }) => key);
        const places = [...steady.all, ...steady.late];
        expect(steady.all).toHaveLength(first.length);
        expect(keysOf(steady).slice(0, before.length)).toEqual(before);
        expect(new Set(keysOf(steady)).size).toBe(places.length);
        expect(places.filter(({ gone }) => !gone).map(({ item }) => item)).toEqual(expect.arrayContaining(now));
        for (const { item, gone } of places) expect(now.some(({ key }) => key === item.key)).toBe(!gone);
      }
    }),
  );
});
