import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { momentOf } from '../../lib/store/rate.ts';
import type { Table } from '../../lib/store/table.ts';
import { startTable } from '../conversation/harness.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

let accounts = 0;
const open = (perSecond: number) => {
  accounts += 1;
  const account = `account ${accounts}`;
  return (id: string, now: number, again = false) =>
    momentOf(table, { channel: 'telegram', account, id }, { perSecond, now, again });
};

test('one second’s worth goes at once, and each further message a moment later', async () => {
  const ask = open(4);
  const waits = [];
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) waits.push(await ask(id, 10_000));
  expect(waits).toEqual([0, 0, 0, 0, 250, 500, 750]);
});

test('of an account that sends less than one a second, the first goes at once as well', async () => {
  const ask = open(0.25);
  expect([await ask('a', 0), await ask('b', 0), await ask('c', 0)]).toEqual([0, 4_000, 8_000]);
});

test('a message that comes again keeps its moment and takes nobody else’s', async () => {
  const ask = open(1);
  expect(await ask('a', 0)).toBe(0);
  expect(await ask('b', 0)).toBe(1_000);
  expect(await ask('b', 400, true)).toBe(600);
  expect(await ask('b', 1_000, true)).toBe(0);
  expect(await ask('c', 1_000)).toBe(1_000);
});

test('accounts do not wait for each other', async () => {
  const [one, other] = [open(1), open(1)];
  expect(await one('a', 0)).toBe(0);
  expect(await one('b', 0)).toBe(1_000);
  expect(await other('a', 0)).toBe(0);
});

test('messages of many functions at once share one bucket', async () => {
  const ask = open(5);
  const waits = await Promise.all(Array.from({ length: 20 }, (_, index) => ask(`m${index}`, 50_000)));
  const moments = waits.map(Math.round).sort((one, other) => one - other);
  expect(moments).toEqual([0, 0, 0, 0, 0, ...Array.from({ length: 15 }, (_, index) => 200 * (index + 1))]);
});

test('in no second more than twice the rate goes out, and on average no more than the rate', async () => {
  const arrivals = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 6 }), arrivals, async (perSecond, gaps) => {
      const ask = open(perSecond);
      const moments: number[] = [];
      let now = 1_000_000;
      for (const [index, gap] of gaps.entries()) {
        now += gap;
        moments.push(now + (await ask(`m${index}`, now)));
      }
      for (const from of moments) {
        const within = (milliseconds: number) =>
          moments.filter((moment) => moment >= from && moment < from + milliseconds).length;
        expect(within(1_000)).toBeLessThanOrEqual(perSecond * 2);
        expect(within(10_000)).toBeLessThanOrEqual(perSecond * 11);
      }
    }),
    { numRuns: 15 },
  );
});
