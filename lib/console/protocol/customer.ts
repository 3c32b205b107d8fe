import * as z from 'zod';
import { personSchema } from './person.ts';

/** GET /console/customer?thread=KEY: who the customer is. */
export const customerViewSchema = personSchema.extend({
  /** IANA zone, where it is known. */
  zone: z.string().optional(),
  attributes: z.array(
    z.object({
      name: z.string(),
      value: z.unknown(),
      /** Who wrote it down and when: `flow`, `channel` or a worker's name. */
      by: z.string().optional(),
      at: z.number().optional(),
    }),
  ),
  /** Addresses that are proven to be theirs: `phone:+49...`, `email:...`, `line:main:U123`. */
  addresses: z.array(z.object({ key: z.string(), kind: z.string(), text: z.string() })),
  /** Others who may be the same person, because of something that this one said: `proof` confirms it. */
  suggestions: z.array(z.object({ customer: personSchema, why: z.string(), proof: z.string() })),
  /** Conversations with agents, the newest first. */
  conversations: z.array(
    z.object({
      thread: z.string(),
      channel: z.string(),
      startedAt: z.number(),
      endedAt: z.number().optional(),
      worker: z.string().optional(),
      disposition: z.string().optional(),
      note: z.string().optional(),
    }),
  ),
  /** How the open task came to whom it did, in sentences, the most telling first. */
  why: z.array(z.string()),
});
export type CustomerView = z.infer<typeof customerViewSchema>;
