import * as z from 'zod';

const rulesSchema = z
  .object({
    activities: z.array(z.object({ name: z.string(), available: z.boolean() })),
    taskChannels: z.array(z.object({ name: z.string(), title: z.string() })),
    workflows: z.array(z.object({ name: z.string(), reservationTimeout: z.number() })),
    workers: z.array(z.object({ name: z.string(), capacity: z.record(z.string(), z.number()) })),
  })
  .transform(({ activities, taskChannels, workflows, workers }) => ({
    /** What agents may be, in the order in which they are shown. */
    activities,
    /** Of task channels, by name. */
    titles: new Map(taskChannels.map(({ name, title }) => [name, title])),
    /** Seconds that an offer rings, by the name of its workflow. */
    rings: new Map(workflows.map(({ name, reservationTimeout }) => [name, reservationTimeout])),
    /** How many tasks of which channel a worker may have, by the worker's name. */
    capacities: new Map(workers.map(({ name, capacity }) => [name, capacity])),
  }));
export type DeskRules = z.infer<typeof rulesSchema>;

/**
 * What config/taskrouter.json says to the agents' side. Apart from the rest of it, which is three times as much to load.
 * Throws where it does not fit.
 */
export const readDeskRules = (json: unknown): DeskRules => rulesSchema.parse(json);
