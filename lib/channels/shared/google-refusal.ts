import * as z from 'zod';
import type { Permanent, Transient } from '../../errors.ts';
import type { HttpResponse } from '../../http.ts';
import { refusal } from './answer.ts';
import { readAnswer } from './json.ts';

const answerShape = z.object({ error: z.object({ message: z.string().optional(), status: z.string().optional() }) });

/** The error that a Google API's refusal of `what` comes to, with its own words; `remedies` by status code. */
export function googleRefusal(
  provider: string,
  response: HttpResponse,
  { what = 'the message', remedies = {} }: { what?: string; remedies?: Record<number, string> } = {},
): Transient | Permanent {
  const { status, message } = readAnswer(response.body, answerShape)?.error ?? {};
  const reason = [status, message].filter(Boolean).join(': ');
  return refusal(provider, response, { reason: reason || undefined, remedy: remedies[response.status], what });
}
