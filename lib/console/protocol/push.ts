import * as z from 'zod';

/**
 * What a console's socket is told: that something changed, never what; the page then reads it. A page says `{"type":"ping"}`
 * when it has connected and every 5 minutes, and a supervisor's `{"type":"watch","thread":KEY}` for what it looks at.
 */
export const pushSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('pong') }),
  /** Lines of this conversation, or who holds it. */
  z.object({ type: z.literal('changed'), thread: z.string() }),
  /** The customer is typing. */
  z.object({ type: z.literal('typing'), thread: z.string() }),
  z.object({ type: z.literal('refused'), status: z.number(), reason: z.string() }),
]);
export type Push = z.infer<typeof pushSchema>;
