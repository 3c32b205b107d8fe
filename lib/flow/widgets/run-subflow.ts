import * as z from 'zod';
import { objectOf, pairs, pairValue, requiredText } from '../properties.ts';
import { defineWidget } from '../widget.ts';

/** Runs another flow inside this execution; its variables come back as outputs. https://www.twilio.com/docs/studio/widget-library/run-subflow */
export const runSubflow = defineWidget({
  type: 'run-subflow',
  summary: 'Runs another flow inside this execution.',
  properties: z.object({ flow_sid: requiredText, parameters: pairs }),
  ignores: ['flow_revision'],
  transitions: ['completed', 'failed'],
  outputs: ['every variable that the subflow set'],
  differences: ['The subflow is the one published together with its parent, whatever `flow_revision` says.'],
  enter: ({ flow_sid: subflow, parameters }) => ({
    subflow,
    parameters: objectOf(parameters.map((pair) => [pair.key, pairValue(pair)])),
  }),
});
