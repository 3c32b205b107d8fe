import * as z from 'zod';

/** In the order in which they are made: later ones name earlier ones. */
const kinds = ['workspace', 'activity', 'timeout activity', 'task channel', 'queue', 'workflow', 'worker'] as const;
export type Kind = (typeof kinds)[number];

const fieldsSchema = z.record(z.string(), z.json());
type Fields = z.infer<typeof fieldsSchema>;

/** One thing of a workspace, with names wherever TaskRouter has SIDs. `once` counts only when it is made. */
export type Thing = { kind: Kind; name: string; fields: Fields; once?: Record<string, string> };
export type Present = Thing & { sid: string };

/** A thing as an apply left it; `made`: by us, so that we may also delete it. */
const appliedThingSchema = z.object({
  kind: z.enum(kinds),
  name: z.string(),
  sid: z.string(),
  fields: fieldsSchema,
  made: z.boolean(),
});
export type AppliedThing = z.infer<typeof appliedThingSchema>;

/** What the last apply left behind, and the address at which it had TaskRouter call us. TaskRouter itself can bear no mark. */
export const appliedSchema = z.object({ origin: z.string(), things: z.array(appliedThingSchema) });
export type Applied = z.infer<typeof appliedSchema>;
