import * as z from 'zod';
import { answerOf, callEffect } from '../call.ts';
import { flag, pairs, requiredText, text } from '../properties.ts';
import { defineWidget } from '../widget.ts';

/** Calls any web address. https://www.twilio.com/docs/studio/widget-library/http-request */
export const makeHttpRequest = defineWidget({
  type: 'make-http-request',
  properties: z.object({
    url: requiredText,
    method: text('GET').pipe(z.enum(['GET', 'POST'], 'must be GET or POST')),
    content_type: text('application/x-www-form-urlencoded;charset=utf-8'),
    body: text(),
    parameters: pairs,
    add_twilio_auth: flag,
  }),
  transitions: ['success', 'failed'],
  enter({ content_type: contentType, add_twilio_auth: withCredentials, ...request }, { key }) {
    if (withCredentials && !isTwilio(request.url)) return { leave: 'failed' };
    const call = callEffect({ key, contentType, ...request });
    return call ? { effects: [call], wait: 'call' } : { leave: 'failed' };
  },
  resume(event) {
    if (event.type !== 'called') return { leave: 'failed' };
    const { status, output } = answerOf(event.result);
    return { output, leave: status >= 200 && status < 300 ? 'success' : 'failed' };
  },
});

/** Studio lends its account's credentials to Twilio alone. */
function isTwilio(url: string): boolean {
  const address = URL.parse(url);
  return address?.protocol === 'https:' && /(?:^|\.)twilio\.com$/.test(address.hostname);
}
