import type * as z from 'zod';
import { pointer } from './flow.ts';

/** One thing that is wrong with a flow: where, as `#/states/3/properties/url`, and a sentence that says what to do. */
export type Fault = { path: string; message: string };

export const faultAt = (path: readonly PropertyKey[], message: string): Fault => ({ path: pointer(path), message });

/** The faults of a value against a schema, under a path. */
export const schemaFaults = (schema: z.ZodType, value: unknown, path: readonly PropertyKey[]): Fault[] =>
  schema.safeParse(value).error?.issues.map((issue) => faultAt([...path, ...issue.path], sentence(issue))) ?? [];

/** The schemas of this folder say "must be ..."; what zod says by itself begins with a capital letter. */
function sentence(issue: z.core.$ZodIssue): string {
  if (/^[a-z]/.test(issue.message)) return `This ${issue.message}.`;
  return issue.code === 'invalid_type' ? `This must be of the type ${issue.expected}.` : `${issue.message}.`;
}
