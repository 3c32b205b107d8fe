import type * as z from 'zod';
import { Permanent, Transient } from '../errors.ts';
import type { HttpResponse } from '../http.ts';

/**
 * What a bot answered, as JSON of this shape. Throws Transient on 408, 429 and 5xx and Permanent on anything else that is
 * no such answer, with a sentence that quotes nothing of the body: bots repeat what customers wrote.
 */
export function readAnswer<Shape>({ status, headers, body }: HttpResponse, shape: z.ZodType<Shape>): Shape {
  if (status < 200 || status > 299) {
    const [type] = headers['x-amzn-errortype']?.split(':') ?? [];
    const sentence = `the bot answered ${status}${type ? ` ${type}` : ''}`;
    throw status === 408 || status === 429 || status >= 500 ? new Transient(sentence) : new Permanent(sentence);
  }
  const read = shape.safeParse(parse(body));
  if (read.success) return read.data;
  const paths = read.error.issues.map(({ path, code }) => `${path.join('.') || 'the answer'} (${code})`);
  throw new Permanent(`the bot's answer has not the documented shape: ${paths.join(', ')}`);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Permanent("the bot's answer is not JSON");
  }
}
