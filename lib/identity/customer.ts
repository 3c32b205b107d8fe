import * as z from 'zod';

/** One person. A merged one points at its survivor and is otherwise left as it was, so that a merge can be undone. */
export const customerSchema = z.object({
  id: z.string(),
  /** Epoch milliseconds; of two people who turn out to be one, the older survives. */
  createdAt: z.number(),
  mergedInto: z.string().optional(),
  attributes: z.record(z.string(), z.unknown()),
});
export type Customer = z.infer<typeof customerSchema>;

/** The audit of a merge: what proved it, by whom, and which attributes the survivor learnt from it. */
export const linkSchema = z.object({
  survivor: z.string(),
  loser: z.string(),
  at: z.number(),
  evidence: z.array(z.string()),
  by: z.string(),
  learnt: z.record(z.string(), z.unknown()),
  undone: z.object({ at: z.number(), by: z.string() }).optional(),
});
export type Link = z.infer<typeof linkSchema>;
