import * as z from 'zod';
import { answerOf, callEffect, whyFailed } from '../call.ts';
import { pairs, requiredText } from '../properties.ts';
import { defineWidget } from '../widget.ts';

/** Posts its parameters to a function as a form. https://www.twilio.com/docs/studio/widget-library/run-function */
export const runFunction = defineWidget({
  type: 'run-function',
  summary: 'Posts its parameters to a function, as a form.',
  properties: z.object({ url: requiredText, parameters: pairs }),
  ignores: ['service_sid', 'environment_sid', 'function_sid'],
  transitions: ['success', 'fail'],
  outputs: ['body', 'content_type', 'status_code', 'parsed'],
  differences: ['A function that answers in TwiML does not take the call over.'],
  enter({ url, parameters }, { key }) {
    const call = callEffect({ key, method: 'POST', url, parameters });
    return call ? { effects: [call], wait: 'call' } : { leave: 'fail', reason: 'The address is no web address.' };
  },
  resume(event, { earlier }) {
    if (event.type !== 'called') return { leave: 'fail' };
    const { status, output } = answerOf(event.result, earlier.parsed);
    if (status >= 200 && status < 400) return { output, leave: 'success' };
    return { output, leave: 'fail', reason: whyFailed(event.result) };
  },
});
