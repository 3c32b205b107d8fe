import * as z from 'zod';
import { callEffect, isObject } from '../call.ts';
import { parametersOf } from '../context.ts';
import type { CallResult } from '../event.ts';
import { readMessagingTwiml } from '../messaging-twiml.ts';
import { amount, httpMethod, requiredText } from '../properties.ts';
import { element } from '../twiml.ts';
import { defineWidget, type Outcome } from '../widget.ts';
import type { WidgetContext } from '../widget-context.ts';

/** Seconds: four hours, Studio's longest wait. */
const longest = 14_400;

/** Lets TwiML of somewhere else take over, and come back. https://www.twilio.com/docs/studio/widget-library/twiml-redirect */
export const addTwimlRedirect = defineWidget({
  type: 'add-twiml-redirect',
  summary: 'Lets TwiML of another address take over, until it comes back with `FlowEvent=return`.',
  properties: z.object({ url: requiredText, method: httpMethod('POST'), timeout: amount(longest, longest) }),
  transitions: ['return', 'timeout', 'fail'],
  outputs: ['every parameter that comes back'],
  differences: [
    'For messages Seaway calls the address itself: it sends each `<Message>` of the answer and obeys a `<Redirect>` that returns, no other.',
    "The customer's next message returns too.",
  ],
  enter({ url, method, timeout }, context) {
    if (context.call === 'over') return { leave: 'fail', reason: 'The call is over.' };
    const nowhere: Outcome<'fail'> = { leave: 'fail', reason: 'The address is no web address.' };
    if (context.call) {
      if (!URL.canParse(url)) return nowhere;
      const say = [element('Redirect', { method }, [url])];
      return timeout === 0 ? { wait: 'voice', say } : { wait: 'voice', say, seconds: timeout };
    }
    const call = callEffect({ key: context.key, method, url, parameters: webhookOf(context) });
    return call ? { effects: [call], wait: 'call' } : nowhere;
  },
  resume(event, context, read) {
    switch (event.type) {
      case 'called':
        return afterCall(event.result, context, read().timeout);
      case 'voice':
      case 'message':
        return { output: parametersOf(event.parameters), leave: 'return' };
      default:
        return { leave: 'timeout' };
    }
  },
});

/** What Twilio would send to the address: the parameters of the message, with the body that came last. */
function webhookOf({ started, heard, contact, address }: WidgetContext) {
  const message = {
    From: contact,
    To: address,
    ...objectIn(started.message),
    ...objectIn(started.conversation),
    Body: heard,
  };
  return Object.entries(message).map(([key, value]) => ({
    key,
    value: typeof value === 'object' ? JSON.stringify(value) : String(value),
  }));
}

const objectIn = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});

function afterCall(result: CallResult, { key }: WidgetContext, timeout: number): Outcome<'return' | 'timeout'> {
  const { messages, returned } = readMessagingTwiml('body' in result ? result.body : '');
  const effects = messages.map((content, index) => ({ type: 'send', key: `${key}/${index}`, content }) as const);
  if (returned) return { effects, output: parametersOf(returned), leave: 'return' };
  return timeout === 0 ? { effects, leave: 'timeout' } : { effects, wait: 'reply', seconds: timeout };
}
