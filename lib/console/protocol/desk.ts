import * as z from 'zod';
import { personSchema } from './person.ts';

/** GET /console/colleagues: whom a conversation can be handed to. */
export const colleaguesSchema = z.object({
  workers: z.array(
    z.object({ sid: z.string(), name: z.string(), fullName: z.string(), activity: z.string(), available: z.boolean() }),
  ),
  queues: z.array(z.object({ name: z.string(), available: z.number(), waiting: z.number() })),
});
export type Colleagues = z.infer<typeof colleaguesSchema>;

/** GET /console/desk: what supervisors watch. Times are epoch milliseconds, waits are seconds. */
export const deskSchema = z.object({
  queues: z.array(
    z.object({
      name: z.string(),
      waiting: z.number(),
      longestWait: z.number(),
      /** Of the tasks accepted today, the part that was within `settings.serviceLevel`: 0 to 1; absent where there was none. */
      serviceLevel: z.number().optional(),
      available: z.number(),
      agents: z.number(),
    }),
  ),
  agents: z.array(
    z.object({
      sid: z.string(),
      name: z.string(),
      fullName: z.string(),
      activity: z.string(),
      available: z.boolean(),
      since: z.number(),
      load: z.array(z.object({ channel: z.string(), tasks: z.number(), capacity: z.number() })),
      tasks: z.array(
        z.object({
          taskSid: z.string(),
          thread: z.string(),
          channel: z.string(),
          customer: personSchema,
          state: z.enum(['pending', 'accepted', 'wrapping']),
          since: z.number(),
        }),
      ),
    }),
  ),
  waiting: z.array(
    z.object({
      taskSid: z.string(),
      thread: z.string(),
      channel: z.string(),
      customer: personSchema,
      queue: z.string(),
      since: z.number(),
    }),
  ),
  /** What could not be worked on: where it lies, when, and why. */
  letters: z.array(
    z.object({ queue: z.string(), id: z.string(), at: z.number(), reason: z.string(), thread: z.string().optional() }),
  ),
  now: z.number(),
});
export type Desk = z.infer<typeof deskSchema>;

/** GET /console/search?q=TEXT: at most 20 customers and conversations whose name, address or open task fits. */
export const foundSchema = z.object({
  customers: z.array(z.object({ customer: personSchema, thread: z.string(), channel: z.string(), at: z.number() })),
});
export type Found = z.infer<typeof foundSchema>;
