import * as z from 'zod';
import { answerOf, callEffect } from '../call.ts';
import { pairs, requiredText } from '../properties.ts';
import { defineWidget } from '../widget.ts';

/** Posts its parameters to a function as a form. https://www.twilio.com/docs/studio/widget-library/run-function */
export const runFunction = defineWidget({
  type: 'run-function',
  properties: z.object({ url: requiredText, parameters: pairs }),
  transitions: ['success', 'fail'],
  enter({ url, parameters }, { key }) {
    const call = callEffect({ key, method: 'POST', url, parameters });
    return call ? { effects: [call], wait: 'call' } : { leave: 'fail' };
  },
  resume(event, { earlier }) {
    if (event.type !== 'called') return { leave: 'fail' };
    const { status, output } = answerOf(event.result, earlier.parsed);
    return { output, leave: status >= 200 && status < 400 ? 'success' : 'fail' };
  },
});
