import * as z from 'zod';
import { parsedObject } from '../call.ts';
import { amount, requiredText, text } from '../properties.ts';
import { defineWidget } from '../widget.ts';

/** Studio's limits: two weeks in seconds, and the characters of the attributes. */
const twoWeeks = 1_209_600;
const attributeCharacters = 1_024;

/** Hands the customer over to a live agent: a task for TaskRouter. https://www.twilio.com/docs/studio/widget-library/send-flex */
export const sendToFlex = defineWidget({
  type: 'send-to-flex',
  properties: z.object({
    workflow: requiredText,
    channel: requiredText,
    attributes: text('{}'),
    priority: amount(0, 2_147_483_647),
    timeout: amount(3_600, twoWeeks),
  }),
  transitions: ['callComplete', 'failedToEnqueue', 'callFailure', 'composerStarted'],
  enter({ workflow, channel, priority, timeout, attributes: json }, { key }) {
    const attributes = json.length > attributeCharacters ? undefined : parsedObject(json);
    if (!attributes) return { leave: 'failedToEnqueue' };
    const task = { type: 'task', key, workflow, taskChannel: channel, priority, timeout, attributes } as const;
    return { effects: [task], wait: 'task' };
  },
  resume: (event) =>
    event.type === 'task' && event.outcome === 'created'
      ? { output: event.task, leave: 'callComplete' }
      : { leave: 'failedToEnqueue' },
});
