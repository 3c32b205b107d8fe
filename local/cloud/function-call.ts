import * as z from 'zod';

/** What goes to a worker thread for one invocation; `deadline` is epoch milliseconds. */
export const callSchema = z.object({
  id: z.string(),
  event: z.unknown(),
  context: z.record(z.string(), z.unknown()),
  deadline: z.number(),
});
export type Call = z.infer<typeof callSchema>;

/** What comes back: first that the bundle is loaded, then an answer to each call. */
export const answerSchema = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({
    id: z.string(),
    error: z.object({ name: z.string(), message: z.string(), stack: z.string().optional() }),
  }),
  z.object({ id: z.string(), result: z.unknown() }),
]);
