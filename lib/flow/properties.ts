import * as z from 'zod';
import { remember } from './remember.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()], {
  error: ({ input }) =>
    input === undefined || input === null ? 'is required: fill it in' : 'must be a text, a number or true or false',
});

/** A property of text. Studio writes numbers and booleans now and then, and null for what is not set. */
export const text = (fallback = '') => textOr(fallback);

/** One schema serves every property with the same fallback: the widgets have more than 100, and a cold start pays for each. */
const textOr = remember(100, (fallback) =>
  scalar
    .nullish()
    .transform((value) => (value === undefined || value === null || value === '' ? fallback : String(value))),
);

/** A text that must be there, and may turn out empty once Liquid has rendered it. */
export const givenText = scalar.transform(String);

/** A text that must not be empty. */
export const requiredText = givenText
  .transform((value) => value.trim())
  .refine((value) => value !== '', 'is required: fill it in');

/** A whole or broken number of 0 or more, written as a number or a text. */
export const amount = (fallback: number, most: number) =>
  text().transform((value, context) => {
    const number = value.trim() === '' ? fallback : Number(value);
    if (Number.isFinite(number) && number >= 0) return Math.min(number, most);
    context.addIssue({ code: 'custom', message: 'must be a number of 0 or more' });
    return z.NEVER;
  });

/** A whole number between two others; what lies outside becomes the nearer one. */
export const whole = (fallback: number, least: number, most: number) =>
  amount(fallback, most).transform((number) => Math.max(least, Math.round(number)));

/** The method of an HTTP request. */
export const httpMethod = (fallback: 'GET' | 'POST') =>
  text(fallback).pipe(z.enum(['GET', 'POST'], 'must be GET or POST'));

/** A box that is ticked or not, as a boolean or a text. */
export const flag = scalar.nullish().transform((value) => String(value).trim() === 'true');

/** Studio's lists of keys and values. Keys are never Liquid. */
export const pairs = z
  .array(z.looseObject({ key: scalar.transform(String), value: scalar.nullish(), type: z.string().nullish() }))
  .nullish()
  .transform((list) => list ?? []);
export type Pair = z.infer<typeof pairs>[number];

/** The value that a pair means: JSON where its type says so, "" for null. A text that should be JSON and is not stays text. */
export function pairValue({ value, type }: Pair): unknown {
  if (value === undefined || value === null) return '';
  if (type !== 'json_object' || typeof value !== 'string') return value;
  try {
    return JSON.parse(value) ?? '';
  } catch {
    return value;
  }
}

/** The value of a pair as text. */
export const textOf = ({ value }: Pair): string => String(value ?? '');

/** An object by its entries, without the one key that JavaScript would take for the prototype. */
export const objectOf = <Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> =>
  Object.fromEntries(entries.filter(([key]) => key !== '__proto__'));
