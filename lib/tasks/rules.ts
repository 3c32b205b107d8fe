import * as z from 'zod';
import { hoursSchema } from './hours.ts';
import { knownAgentSchema, overflowSchema } from './task-rules.ts';

/** TaskRouter reads a hyphen as a minus, so names that stand in expressions have none. */
export const wordSchema = z.string().regex(/^[A-Za-z_]\w*$/, 'takes letters, digits and _ only');
const textsSchema = z.object({ en: z.string().min(1) }).catchall(z.string().min(1));

/**
 * What becomes of a hand-off outside the hours: it goes to another workflow, or waits for the opening, or else the flow goes
 * on by its failed branch. `{opens}` in a text is when they are open again.
 */
const closedSchema = z
  .strictObject({ say: textsSchema.optional(), workflow: z.string().optional(), wait: z.literal(true).optional() })
  .refine(({ workflow, wait }) => !(workflow && wait), 'a task either goes to another workflow or waits');
export type Closed = z.infer<typeof closedSchema>;

/**
 * What the customer is told when nobody has come after so many seconds, and `every` so many from then on, `times` in all:
 * `{position}` in a text is their place among those who wait, `{minutes}` how long it probably takes.
 */
const patienceSchema = z
  .strictObject({
    seconds: z.int().min(1).max(86_400),
    say: textsSchema,
    /** Said instead where nobody knows how many minutes. */
    unknown: textsSchema.optional(),
    every: z.int().min(30).max(86_400).optional(),
    times: z.int().min(1).max(100).default(5),
    /** The offer to be written back to later, as choices. */
    callBack: z.strictObject({ say: textsSchema, yes: textsSchema, no: textsSchema, confirm: textsSchema }).optional(),
  })
  .refine(
    ({ say, unknown }) => unknown !== undefined || !Object.values(say).some((text) => text.includes('{minutes}')),
    { path: ['unknown'], message: 'what is said where nobody knows the {minutes}?' },
  )
  .refine(({ unknown }) => !Object.values(unknown ?? {}).some((text) => text.includes('{minutes}')), {
    path: ['unknown'],
    message: 'cannot tell the {minutes}: it is said where nobody knows them',
  });

const open = { hours: z.string().optional(), closed: closedSchema.optional() };

/** What a workflow says to whoever hands a customer over. */
export const workflowRules = {
  name: z.string().min(1).max(64),
  ...open,
  /** Where a task goes instead while more than `waiting` tasks wait here. */
  overflow: overflowSchema.optional(),
  patience: patienceSchema.optional(),
};

/** What config/taskrouter.json says to whoever hands a customer over; the rest of it is for TaskRouter. */
export const rulesSchema = z.object({
  /** Names of opening hours. */
  hours: z.record(z.string(), hoursSchema).default({}),
  departments: z.array(z.strictObject({ name: wordSchema, ...open })).default([]),
  /** For how many days the agent who last helped a customer is looked for first. */
  knownAgent: knownAgentSchema.optional(),
  workflows: z.array(z.object(workflowRules)),
});
