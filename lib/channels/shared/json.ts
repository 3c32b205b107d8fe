import type * as z from 'zod';
import { Permanent, reasonOf } from '../../errors.ts';

/** Reads a verified webhook body as JSON of this shape; throws Permanent naming the path that does not fit. */
export function readJson<Shape>(body: Buffer, shape: z.ZodType<Shape>): Shape {
  const read = shape.safeParse(parse(body));
  if (read.success) return read.data;
  throw misfit(read.error);
}

/** The Permanent that says where in a webhook's body something is not as documented. */
export function misfit({ issues }: z.ZodError): Permanent {
  const faults = issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  return new Permanent(`the webhook's body has not the documented shape: ${faults.join('; ')}`);
}

/** Reads a provider's answer; undefined where it has another shape, because a message once accepted must not fail on it. */
export function readAnswer<Shape>(body: Buffer, shape: z.ZodType<Shape>): Shape | undefined {
  try {
    return shape.safeParse(JSON.parse(body.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new Permanent(`the webhook's body is not JSON: ${reasonOf(cause)}`, { cause });
  }
}
