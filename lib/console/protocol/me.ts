import * as z from 'zod';
import { workerSchema } from '../../worker.ts';

/** What an operator decides about the console, in config/console.json. */
export const consoleSettingsSchema = z.strictObject({
  title: z.string(),
  /** A CSS colour. */
  accent: z.string(),
  /** Seconds that a customer has waited for an answer when the task turns amber, and red. */
  waiting: z.strictObject({ amber: z.int(), red: z.int() }),
  dispositions: z.array(z.strictObject({ name: z.string(), title: z.string() })),
  /** `{name}` stands for the customer's, `{agent}` for the agent's. By language, with English always there. */
  canned: z.array(
    z.strictObject({ name: z.string(), title: z.string(), texts: z.object({ en: z.string() }).catchall(z.string()) }),
  ),
  /** Seconds within which a queue's tasks are to be accepted: what the service level counts. */
  serviceLevel: z.int(),
});
export type ConsoleSettings = z.infer<typeof consoleSettingsSchema>;

/** GET /console/me: who has signed in, and what a page has to know of this contact centre. Times are epoch milliseconds. */
export const meSchema = z.object({
  worker: workerSchema.extend({ fullName: z.string() }),
  role: z.enum(['agent', 'supervisor']),
  activity: z.object({ name: z.string(), available: z.boolean(), since: z.number() }),
  activities: z.array(z.object({ name: z.string(), available: z.boolean() })),
  /** How many tasks of each task channel are held, and may be. */
  load: z.array(z.object({ channel: z.string(), title: z.string(), tasks: z.number(), capacity: z.number() })),
  settings: consoleSettingsSchema,
  /** Where to open a WebSocket, `wss://...`, with the protocols `seaway.console` and the access token. */
  socket: z.string(),
  /** The server's clock, so that countdowns are right on a laptop whose clock is not. */
  now: z.number(),
});
export type Me = z.infer<typeof meSchema>;
