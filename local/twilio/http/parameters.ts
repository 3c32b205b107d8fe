import * as z from 'zod';
import { invalid } from '../problem.ts';
import { isSid, type SidPrefix } from '../sid.ts';

/** The longest attributes of a task or a worker, in characters with their white space. */
const longestAttributes = 4_096;

/** Parameters come as repeated keys: where one value is meant, the last one counts. */
const value = z.array(z.string()).transform((values) => values.at(-1) ?? '');

export const text = value;
export const name = value.pipe(z.string().min(1).max(64));
export const truth = value.transform((word) => /^(true|1|yes)$/i.test(word));
export const address = value.pipe(z.union([z.literal(''), z.url({ protocol: /^https?$/ })]));
export const moment = value.pipe(z.coerce.date()).transform((date) => date.getTime());
export const oneOf = <const Names extends readonly string[]>(names: Names) => value.pipe(z.enum(names));
export const wholeNumber = (least: number, most: number) =>
  value.pipe(
    z
      .string()
      .regex(/^-?\d+$/, 'not a whole number')
      .transform(Number)
      .pipe(z.int().min(least).max(most)),
  );
export const sid = (...prefixes: SidPrefix[]) =>
  value.refine((text) => prefixes.some((prefix) => isSid(prefix, text)), `not a ${prefixes.join(' or ')} SID`);
export const attributes = value.pipe(z.string().max(longestAttributes).refine(isJsonObject, 'not a JSON object'));
/** Repeated keys, or one with commas. */
export const list = z.array(z.string()).transform((values) => values.flatMap((entry) => entry.split(',')));

/** Reads a form or a query by a schema of the fields above; throws Problem 400/20001 naming the parameter. */
export function readParameters<Fields>(schema: z.ZodType<Fields>, raw: URLSearchParams): Fields {
  const fields = Object.fromEntries([...new Set(raw.keys())].map((key) => [key, raw.getAll(key)]));
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const parameter = String(issue?.path[0]);
  throw invalid(
    raw.has(parameter)
      ? `Invalid parameter ${parameter}: ${issue?.message}`
      : `Missing required parameter ${parameter} in the post body`,
  );
}

function isJsonObject(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
