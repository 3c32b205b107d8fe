import type * as z from 'zod';
import { Permanent } from '../../errors.ts';

/**
 * Reads a verified webhook body as JSON of this shape; throws Permanent naming the path that does not fit. An integer beyond
 * 2^53 comes as the text of its digits, which a number would round.
 */
export const readJson = <Shape>(body: Buffer, shape: z.ZodType<Shape>): Shape => readValue(parseJson(body), shape);

/** Reads a part of a webhook's body that is parsed by now, as `readJson` does. */
export function readValue<Shape>(value: unknown, shape: z.ZodType<Shape>): Shape {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  throw misfit(read.error);
}

/** Faults that are named: a body of thousands of events may have as many, and the reason must fit beside it into a dead letter. */
const most = 5;

/** The Permanent that says where in a webhook's body something is not as documented. */
export function misfit({ issues }: z.ZodError): Permanent {
  const faults = issues
    .slice(0, most)
    .map(({ path, message }) => `${path.map(nameIn).join('.') || 'body'}: ${message}`);
  const more = issues.length > most ? [`and ${issues.length - most} more`] : [];
  return new Permanent(`the webhook's body has not the documented shape: ${[...faults, ...more].join('; ')}`);
}

/** A name that is no plain word may be what somebody wrote. */
const nameIn = (part: PropertyKey): string => (/^[\w-]{1,60}$/.test(String(part)) ? String(part) : '?');

/** Reads a provider's answer; undefined where it has another shape, because a message once accepted must not fail on it. */
export function readAnswer<Shape>(body: Buffer, shape: z.ZodType<Shape>): Shape | undefined {
  try {
    return shape.safeParse(exactly(body)).data;
  } catch {
    return undefined;
  }
}

/**
 * A verified webhook's body as JSON; throws Permanent where it is none. `readValue` then reads its parts. The error of
 * JSON.parse shows a piece of the body, so that it is not passed on.
 */
export function parseJson(body: Buffer): unknown {
  try {
    return exactly(body);
  } catch {
    throw new Permanent("the webhook's body is not JSON");
  }
}

/** Looking at every value takes six times as long, and few bodies have a number of 16 digits or more. */
function exactly(body: Buffer): unknown {
  const text = body.toString('utf8');
  return longNumber.test(text) ? JSON.parse(text, digitsKept) : JSON.parse(text);
}

const longNumber = /(^|[:[,])\s*-?\d{16}/;

const digitsKept = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
    ? context?.source
    : value;
