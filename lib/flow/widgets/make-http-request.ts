import * as z from 'zod';
import { answerOf, callEffect, whyFailed } from '../call.ts';
import { flag, httpMethod, pairs, requiredText, text } from '../properties.ts';
import { defineWidget } from '../widget.ts';

/** Calls any web address. https://www.twilio.com/docs/studio/widget-library/http-request */
export const makeHttpRequest = defineWidget({
  type: 'make-http-request',
  summary: 'Calls any web address.',
  properties: z.object({
    url: requiredText,
    method: httpMethod('GET'),
    content_type: text('application/x-www-form-urlencoded;charset=utf-8'),
    body: text(),
    parameters: pairs,
    add_twilio_auth: flag,
  }),
  ignores: ['save_response_as', 'timeout'],
  transitions: ['success', 'failed'],
  outputs: ['body', 'content_type', 'status_code', 'parsed'],
  differences: ['`add_twilio_auth` sends no credentials, and fails for an address that is not on twilio.com.'],
  enter({ content_type: contentType, add_twilio_auth: withCredentials, ...request }, { key }) {
    if (withCredentials && !isTwilio(request.url))
      return { leave: 'failed', reason: "Twilio's credentials go to twilio.com only." };
    const call = callEffect({ key, contentType, ...request });
    return call ? { effects: [call], wait: 'call' } : { leave: 'failed', reason: 'The address is no web address.' };
  },
  resume(event) {
    if (event.type !== 'called') return { leave: 'failed' };
    const { status, output } = answerOf(event.result);
    if (status >= 200 && status < 300) return { output, leave: 'success' };
    return { output, leave: 'failed', reason: whyFailed(event.result) };
  },
});

/** Studio lends its account's credentials to Twilio alone. */
function isTwilio(url: string): boolean {
  const address = URL.parse(url);
  return address?.protocol === 'https:' && /(?:^|\.)twilio\.com$/.test(address.hostname);
}
