import * as z from 'zod';

/** A customer as lists show them. */
export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  language: z.string().optional(),
  vip: z.boolean(),
});
export type Person = z.infer<typeof personSchema>;
