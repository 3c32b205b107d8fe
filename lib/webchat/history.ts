import * as z from 'zod';
import { type Line, lineSk, type ThreadState } from '../conversation/state.ts';
import { linked } from '../delivery/linked.ts';
import type { Thread } from '../message.ts';
import { type CustomerLine, customerLine } from './lines.ts';

/** What reading a history needs of the table. */
export type Past = {
  state(thread: Thread): Promise<ThreadState | undefined>;
  /** The lines of these sort keys, in their order, as they are at this moment. */
  lines(thread: Thread, sks: string[]): Promise<Line[]>;
  media: Parameters<typeof linked>[1];
};

const whole = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
const askSchema = z.object({
  after: whole.optional(),
  limit: whole.pipe(z.number().min(1).max(100)).default(50),
});

/**
 * The conversation as its customer sees it, oldest line first: the `limit` newest, or the first `limit` after the line of
 * number `after`. `last` is the number to go on from, and `more` says that there is more. Throws ZodError on other questions.
 */
export async function readHistory(
  past: Past,
  thread: Thread,
  asked: unknown,
): Promise<{ lines: CustomerLine[]; last: number; more: boolean }> {
  const { after, limit } = askSchema.parse(asked);
  const count = (await past.state(thread))?.lines ?? 0;
  const first = after === undefined ? Math.max(0, count - limit) : Math.min(after, count);
  const last = Math.min(count, first + limit);
  const sks = Array.from({ length: last - first }, (_, index) => lineSk(first + index + 1));
  const lines = await past.lines(thread, sks);
  const shown = lines.flatMap((line) => customerLine({ ...line, content: linked(line.content, past.media) }) ?? []);
  return { lines: shown, last, more: last < count };
}
