import * as z from 'zod';
import { threadSchema } from '../message.ts';
import { threadKey } from '../thread.ts';
import type { Desk } from './protocol/desk.ts';

/** A message that could not be worked on, as it lies in the dead letters of `queue`; `at` is epoch milliseconds. */
export type DeadLetter = { queue: string; id: string; at: number; body: string; reason: string | undefined };

/** Dead letters as supervisors see them: when, why and of which conversation, never what was said. */
export const lettersOf = (letters: DeadLetter[]): Desk['letters'] =>
  letters
    .map(({ queue, id, at, body, reason }) => ({
      queue,
      id,
      at,
      reason: reason ?? 'It failed every time it was tried: the logs say why.',
      ...threadIn(body),
    }))
    .sort((one, other) => other.at - one.at);

const letterSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'is no JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.object({ body: z.object({ thread: threadSchema }) }));

function threadIn(body: string): { thread?: string } {
  const letter = letterSchema.safeParse(body).data;
  return letter ? { thread: threadKey(letter.body.thread) } : {};
}
