import * as z from 'zod';

/** Whole numbers may be written as text. */
const number = z.coerce.number().nullish();
const text = z.string().nullish();
const targetSchema = z.object({
  queue: text,
  expression: text,
  priority: number,
  /** Seconds. */
  timeout: number,
  known_worker_sid: text,
  known_worker_friendly_name: text,
});
export type Target = z.infer<typeof targetSchema>;

/** A workflow's configuration as far as it explains a routing. https://www.twilio.com/docs/taskrouter/workflow-configuration */
export const configurationSchema = z
  .object({
    task_routing: z.object({
      filters: z
        .array(z.object({ filter_friendly_name: text, expression: z.string(), targets: z.array(targetSchema) }))
        .default([]),
      default_filter: targetSchema.nullish(),
    }),
  })
  .transform(({ task_routing }) => task_routing);
export type Configuration = z.infer<typeof configurationSchema>;
