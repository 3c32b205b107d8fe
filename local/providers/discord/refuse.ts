import type * as z from 'zod';
import { Refused } from '../api.ts';
import { errorsOf } from './rules.ts';

/** Refuses a call as Discord does: a status, its own code (0 where it has none), and why. */
export function refuse(
  status: number,
  code: number,
  message: string,
  more: { sender?: string; errors?: unknown } = {},
): never {
  const { sender, errors } = more;
  const reason = `${code}: ${message}${errors === undefined ? '' : ` ${JSON.stringify(errors)}`}`;
  throw new Refused({ status, body: { message, code, ...(errors !== undefined && { errors }) } }, reason, sender);
}

/** A body of this shape; refuses any other with its faults. */
export function read<Shape>(said: unknown, shape: z.ZodType<Shape>): Shape {
  const parsed = shape.safeParse(said);
  return parsed.success ? parsed.data : refuse(400, 50035, 'Invalid Form Body', { errors: errorsOf(parsed.error) });
}
