import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { type Cursor, merge, readCursor, type Strand, writeCursor } from '../../lib/console/merged.ts';
import { type Line, lineNumber, lineSk } from '../../lib/conversation/state.ts';

/** Few times, so that many lines share one, in any order within a thread. */
const threads = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 }), { minLength: 1, maxLength: 4 });

const linesOf = (times: number[]): Line[] =>
  times.map((at, index) => ({
    sk: lineSk(index + 1),
    at,
    direction: 'in',
    by: 'customer',
    content: { type: 'text', text: '' },
    status: 'delivered',
  }));

/** Reads all pages as the API does, each line as `thread:number`, the oldest first; `grown` lines come in between. */
function readAll(all: Line[][], limit: number, grown: number, room?: number): { seen: string[]; times: number[] } {
  const pages: { thread: string; line: Line }[][] = [];
  const present = all.map((lines) => lines.slice(0, lines.length - grown));
  let cursor: Cursor | undefined;
  do {
    const known = pages.length === 0 ? present : all;
    const strands = known.flatMap((lines, index): Strand[] => {
      const thread = `line:main:${index}`;
      const bound = cursor ? cursor[thread] : Number.POSITIVE_INFINITY;
      if (bound === undefined) return [];
      const older = lines.filter(({ sk }) => lineNumber(sk) < bound).reverse();
      return [{ thread, lines: older.slice(0, limit), more: older.length > limit }];
    });
    const page = merge(strands, limit, room);
    pages.unshift(page.lines);
    cursor = page.cursor && readCursor.parse(writeCursor(page.cursor));
  } while (cursor);
  const lines = pages.flat();
  return {
    seen: lines.map(({ thread, line }) => `${thread} ${lineNumber(line.sk)}`),
    times: lines.map(({ line }) => line.at),
  };
}

test('every line of every thread comes once, and in the order of its thread, whatever the times, also while new ones come in', () => {
  fc.assert(
    fc.property(threads, fc.integer({ min: 1, max: 7 }), fc.nat(2), fc.nat(600), (times, limit, grown, room) => {
      const { seen } = readAll(times.map(linesOf), limit, grown, room);
      const model = times.map((one, index) =>
        one.slice(0, Math.max(one.length - grown, 0)).map((_, at) => `line:main:${index} ${at + 1}`),
      );
      expect([...seen].sort()).toEqual(model.flat().sort());
      for (const lines of model) expect(seen.filter((one) => lines.includes(one))).toEqual(lines);
    }),
  );
});

test('where the lines of each thread are in order of time, so is the whole', () => {
  const sorted = threads.map((all) => all.map((times) => times.toSorted((a, b) => a - b)));
  fc.assert(
    fc.property(sorted, fc.integer({ min: 1, max: 7 }), (times, limit) => {
      expect(readAll(times.map(linesOf), limit, 0).times).toEqual(times.flat().sort((a, b) => a - b));
    }),
  );
});

test.each(['', 'x', Buffer.from('{"a":"b"}').toString('base64url'), Buffer.from('{"a":-1}').toString('base64url')])(
  '%j is no cursor',
  (text) => {
    expect(() => readCursor.parse(text)).toThrow(z.ZodError);
  },
);

test('a page has as many long lines as there is room for, and one that is longer by itself', () => {
  const lines = linesOf([1, 2, 3]).map((line) => ({
    ...line,
    content: { type: 'text' as const, text: 'x'.repeat(1_000) },
  }));
  const strand = { thread: 'a', lines: lines.toReversed(), more: false };
  expect(merge([strand], 10, 2_500)).toMatchObject({
    lines: [{ line: { at: 2 } }, { line: { at: 3 } }],
    cursor: { a: 2 },
  });
  expect(merge([strand], 10, 500)).toMatchObject({ lines: [{ line: { at: 3 } }], cursor: { a: 3 } });
  expect(merge([strand], 10)).not.toHaveProperty('cursor');
});
