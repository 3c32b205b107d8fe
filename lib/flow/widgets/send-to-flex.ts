import * as z from 'zod';
import { parsedObject } from '../call.ts';
import { parametersOf } from '../context.ts';
import { dequeued, enqueue, queueOutputs } from '../enqueue.ts';
import { amount, httpMethod, requiredText, text } from '../properties.ts';
import { defineWidget } from '../widget.ts';

/** Studio's limits: two weeks in seconds, and the characters of the attributes. */
const twoWeeks = 1_209_600;
const attributeCharacters = 1_024;

/**
 * Hands the customer over to a live agent: a task for TaskRouter, and on the phone a place in its queue.
 * https://www.twilio.com/docs/studio/widget-library/send-flex
 */
export const sendToFlex = defineWidget({
  type: 'send-to-flex',
  summary: 'Hands the customer over to a live agent.',
  properties: z.object({
    workflow: requiredText,
    channel: requiredText,
    attributes: text('{}'),
    priority: amount(0, 2_147_483_647),
    timeout: amount(3_600, twoWeeks),
    waitUrl: text(),
    waitUrlMethod: httpMethod('POST'),
  }),
  transitions: ['callComplete', 'failedToEnqueue', 'callFailure', 'composerStarted'],
  outputs: ['sid', 'attributes', 'priority', 'timeout', 'routing.properties', ...queueOutputs],
  differences: [
    'Attributes that are no JSON object, or longer than 1,024 characters, leave by `failedToEnqueue`.',
    '`composerStarted` never comes.',
  ],
  enter({ workflow, channel, priority, timeout, attributes: json, waitUrl, waitUrlMethod }, { key, call }) {
    if (call === 'over') return { leave: 'callFailure', reason: 'The call is over.' };
    const attributes = json.length > attributeCharacters ? undefined : parsedObject(json);
    if (!attributes)
      return { leave: 'failedToEnqueue', reason: 'The attributes are no JSON object of up to 1,024 characters.' };
    if (call) return enqueue({ workflow, attributes: json, priority, timeout, waitUrl, waitUrlMethod });
    const task = { type: 'task', key, workflow, taskChannel: channel, priority, timeout, attributes } as const;
    return { effects: [task], output: { attributes, priority, timeout }, wait: 'task' };
  },
  resume(event, { flow }) {
    if (event.type === 'voice') return dequeued(parametersOf(event.parameters));
    if (event.type !== 'task' || event.outcome === 'failed') {
      const why = event.type === 'task' ? event.task.reason : undefined;
      return { leave: 'failedToEnqueue', reason: String(why ?? 'There is no task.') };
    }
    // Flows made for Conversations read the task under `routing.properties`.
    const output = { ...event.task, routing: { properties: event.task } };
    return { output, ...(flow.channel.sid !== undefined && { channel: handedOff }), leave: 'callComplete' };
  },
});

const handedOff = { status: 'handed off' };
