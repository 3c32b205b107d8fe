import * as z from 'zod';
import { dial, dialled, dialOutputs } from '../dial.ts';
import { flag, text, whole } from '../properties.ts';
import { defineWidget } from '../widget.ts';

/** Calls the customer; the first version of the widget. https://www.twilio.com/docs/studio/widget-library/make-outgoing-call */
export const makeOutgoingCallV1 = defineWidget({
  type: 'make-outgoing-call-v1',
  summary: 'Calls the customer; the first version of the widget.',
  properties: z.object({ from: text(), to: text(), record: flag, timeout: whole(60, 1, 600) }),
  transitions: ['answered', 'busy', 'noAnswer', 'failed', 'answeredByMachine', 'hangup'],
  outputs: dialOutputs,
  enter: ({ from, to, record, timeout }, context) =>
    dial(context, { from, to, timeout, parameters: { Record: record ? 'true' : undefined } }),
  resume(event) {
    const outcome = dialled(event);
    if (!('leave' in outcome) || outcome.leave !== 'answered') return outcome;
    return /^(machine|fax)/.test(String(outcome.output?.AnsweredBy ?? ''))
      ? { ...outcome, leave: 'answeredByMachine' }
      : outcome;
  },
});
