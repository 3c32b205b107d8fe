import * as z from 'zod';
import { objectOf, pairs, pairValue, requiredText } from '../properties.ts';
import { defineWidget } from '../widget.ts';

/** Runs another flow inside this execution; its variables come back as outputs. https://www.twilio.com/docs/studio/widget-library/run-subflow */
export const runSubflow = defineWidget({
  type: 'run-subflow',
  properties: z.object({ flow_sid: requiredText, parameters: pairs }),
  transitions: ['completed', 'failed'],
  enter: ({ flow_sid: subflow, parameters }) => ({
    subflow,
    parameters: objectOf(parameters.map((pair) => [pair.key, pairValue(pair)])),
  }),
});
