import * as z from 'zod';
import { type Line, lineNumber } from '../conversation/state.ts';

/** Where the next older page begins: of each thread with lines left, the number of the oldest line that was shown, or more. */
export type Cursor = Record<string, number>;

/** One thread's newest lines before the cursor, newest first, and whether there are still older ones. */
export type Strand = { thread: string; lines: Line[]; more: boolean };

/**
 * The newest `limit` lines of several threads in one order, the oldest first, and the cursor of those before them. Of each
 * thread always the newest that is left is a candidate, and the latest candidate is taken: so lines of a thread keep their
 * order and none is left out or comes twice, whatever their times say. Fewer lines where these have more than `room` bytes
 * together, but one in any case. Pure.
 */
export function merge(
  strands: Strand[],
  limit: number,
  room = Number.POSITIVE_INFINITY,
): { lines: { thread: string; line: Line }[]; cursor?: Cursor } {
  const left = strands.map(({ thread, lines, more }) => ({ thread, lines: [...lines], more }));
  const lines: { thread: string; line: Line }[] = [];
  let used = 0;
  while (lines.length < limit) {
    const candidates = left.filter((strand) => strand.lines.length > 0);
    const [first, ...others] = candidates;
    if (!first) break;
    const latest = others.reduce((best, one) => (isLater(one, best) ? one : best), first);
    const [line] = latest.lines;
    if (!line) break;
    used += Buffer.byteLength(JSON.stringify(line));
    if (used > room && lines.length > 0) break;
    latest.lines.shift();
    lines.unshift({ thread: latest.thread, line });
  }
  const cursor: Cursor = {};
  for (const { thread, lines: rest, more } of left) {
    const [next] = rest;
    const oldest = lines.find((one) => one.thread === thread)?.line;
    if (next) cursor[thread] = lineNumber(next.sk) + 1;
    else if (more && oldest) cursor[thread] = lineNumber(oldest.sk);
  }
  return { lines, ...(Object.keys(cursor).length > 0 && { cursor }) };
}

type Rest = { thread: string; lines: Line[] };

/** Of equal times the thread whose key sorts later, so that every page agrees. */
function isLater(one: Rest, other: Rest): boolean {
  const [a, b] = [one.lines[0]?.at ?? 0, other.lines[0]?.at ?? 0];
  return a === b ? one.thread > other.thread : a > b;
}

const cursorSchema = z.record(z.string(), z.int().min(1));

export const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** Reads what `writeCursor` wrote. */
export const readCursor = z.string().transform((text, context): Cursor => {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    context.addIssue({ code: 'custom', message: 'is no cursor that an earlier page gave' });
    return z.NEVER;
  }
});
