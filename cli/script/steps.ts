import * as z from 'zod';
import { actions } from './actions.ts';
import { expectations } from './expectations.ts';
import type { Stage, StepKind } from './stage.ts';

export type ScriptStep = {
  /** As the script has it, on one line. */
  written: string;
  /** True where somebody does something, false where something is expected of the flow. */
  acts: boolean;
  perform(stage: Stage): Promise<void>;
};

const kinds = new Map<string, StepKind>(Object.entries({ ...actions, ...expectations }));

/** One step of a script: an object with one member, named after what is done or expected. */
export const scriptStepSchema = z
  .record(z.string(), z.unknown(), 'must be an object with one member, such as {"customer": "hello"}')
  .transform((step, context): ScriptStep => {
    const [verb = '', ...more] = Object.keys(step);
    const kind = kinds.get(verb);
    if (!kind || more.length > 0) {
      const message = `must have exactly one of ${[...kinds.keys()].join(', ')}`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    const value = step[verb];
    for (const issue of kind.schema.safeParse(value).error?.issues ?? [])
      context.addIssue({ code: 'custom', message: issue.message, path: [verb, ...issue.path] });
    return {
      written: JSON.stringify(step),
      acts: verb in actions,
      perform: (stage) => kind.perform(value, stage),
    };
  });
