import * as z from 'zod';
import { Permanent } from '../errors.ts';
import { modernised } from './legacy.ts';

const conditionSchema = z.looseObject({
  friendly_name: z.string().nullish(),
  arguments: z.array(z.string()),
  type: z.string(),
  value: z.string(),
});
export type Condition = z.infer<typeof conditionSchema>;

export const transitionSchema = z.looseObject({
  event: z.string(),
  /** Absent, empty or null: this branch ends the execution. */
  next: z.string().nullish(),
  conditions: z.array(conditionSchema).nullish(),
});
export type Transition = z.infer<typeof transitionSchema>;

export const stateSchema = z.looseObject({
  name: z.string(),
  type: z.string(),
  transitions: z
    .array(transitionSchema)
    .nullish()
    .transform((transitions) => transitions ?? []),
  properties: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((properties) => properties ?? {}),
});
export type State = z.infer<typeof stateSchema>;

/** Studio's own export format. Properties that Seaway does not know are kept, so that a flow goes back as it came. */
const flowDefinitionSchema = z.looseObject({
  description: z.string().nullish(),
  states: z.array(stateSchema).min(1),
  initial_state: z.string().min(1),
  flags: z.record(z.string(), z.unknown()).nullish(),
});
export type FlowDefinition = z.infer<typeof flowDefinitionSchema>;

const subflowSchema = z.object({ name: z.string(), revision: z.number(), definition: flowDefinitionSchema });

/** One revision of a flow with the subflows that it was published with, keyed by the `flow_sid` of its run-subflow widgets. */
export const publishedFlowSchema = z.object({
  name: z.string(),
  sid: z.string(),
  revision: z.number(),
  definition: flowDefinitionSchema,
  subflows: z.record(z.string(), subflowSchema),
});
export type PublishedFlow = z.infer<typeof publishedFlowSchema>;

/**
 * The flow definition in what a person hands over: the export of Studio's console, the answer of its REST API
 * (`{ sid, definition, ... }`), an export of the time before 2020, or any as a JSON string. Throws `Permanent` with the path of the first fault.
 * https://www.twilio.com/docs/studio/rest-api/v2/flow
 */
export function readFlow(input: unknown): FlowDefinition {
  const result = flowDefinitionSchema.safeParse(unwrap(input));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Permanent(
    `This is not a flow that Studio exports: ${pointer(issue?.path ?? [])} ${issue?.message}. Run "seaway flow lint" for every fault.`,
  );
}

/** The bare definition in any of the forms that `readFlow` takes, not looked at yet. Throws `Permanent` for text that is not JSON. */
export function unwrap(input: unknown): unknown {
  if (typeof input === 'string') return unwrap(parseJson(input));
  const envelope = z.object({ definition: z.unknown() }).safeParse(input);
  return envelope.success && envelope.data.definition !== undefined
    ? unwrap(envelope.data.definition)
    : modernised(input);
}

/** The path of a fault as Studio prints it: `#/states/3/properties/url`. */
export const pointer = (path: readonly PropertyKey[]): string => ['#', ...path.map(String)].join('/');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Permanent('The flow is not JSON: export it again with "Show Flow JSON", whole.', { cause });
  }
}
