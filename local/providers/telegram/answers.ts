import type * as z from 'zod';
import { type ApiAnswer, jsonOf, Refused } from '../api.ts';

/** https://core.telegram.org/bots/api#making-requests */
export const result = (value: unknown): ApiAnswer => ({ status: 200, body: { ok: true, result: value } });

export function refuse(status: number, reason: string, sender?: string): never {
  const description = status === 400 ? `Bad Request: ${reason}` : reason;
  throw new Refused({ status, body: { ok: false, error_code: status, description } }, reason, sender);
}

/** The parameters of a method; throws Refused where they break its rule. */
export function read<Shape>(body: Buffer, shape: z.ZodType<Shape>): Shape {
  const parsed = shape.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  return refuse(400, parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}
