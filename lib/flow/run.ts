import * as z from 'zod';

const objectSchema = z.record(z.string(), z.unknown());

/** What Liquid sees, in Studio's shape. https://www.twilio.com/docs/studio/rest-api/v2/execution-context */
const contextSchema = z.object({
  flow: z.object({
    sid: z.string(),
    flow_sid: z.string(),
    channel: z.looseObject({ address: z.string() }),
    data: objectSchema,
    variables: objectSchema,
    add_ons: z.unknown().optional(),
  }),
  trigger: objectSchema,
  contact: z.object({ channel: z.object({ address: z.string() }) }),
  widgets: z.record(z.string(), objectSchema),
});
export type Context = z.infer<typeof contextSchema>;

const frameSchema = z.object({
  /** The `flow_sid` of the subflow; absent in the flow itself. */
  subflow: z.string().optional(),
  trigger: z.string(),
  /** The name of the widget that the execution is at. */
  at: z.string(),
  context: contextSchema,
});
export type Frame = z.infer<typeof frameSchema>;

const endSchema = z.object({ reason: z.string(), fault: z.string().optional() });
export type End = z.infer<typeof endSchema>;

/** One execution of a flow, as it is stored: plain JSON, and everything there is to know about it. */
export const runSchema = z.object({
  flow: z.object({ name: z.string(), revision: z.number() }),
  execution: z.string(),
  /** Epoch milliseconds of the start: an execution lives 30 days. */
  startedAt: z.number(),
  /** Widgets run so far, those of subflows included. */
  steps: z.number(),
  /** How many times in a row the present widget has run. */
  repeats: z.number(),
  /** How many times the present widget has waited: each wait has a token of its own. */
  waits: z.number().default(0),
  /** What the customer wrote last, as far as the execution took it in. */
  heard: z.string().default(''),
  /** Whether the execution is on the phone, or was. */
  call: z.enum(['live', 'over']).optional(),
  /** The flow, and on top of it the subflow where it is in one. */
  frames: z.array(frameSchema).min(1),
  waiting: z.object({ for: z.enum(['reply', 'call', 'task', 'bot', 'voice']), token: z.string() }).optional(),
  ended: endSchema.optional(),
});
export type Run = z.infer<typeof runSchema>;

/** The `flow.variables` of the flow itself, never those of a subflow. */
export const variablesOf = (run: Run): Record<string, unknown> => run.frames[0]?.context.flow.variables ?? {};
