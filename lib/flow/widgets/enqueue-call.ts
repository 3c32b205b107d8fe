import * as z from 'zod';
import { parsedObject } from '../call.ts';
import { dequeued, enqueue, queueOutputs } from '../enqueue.ts';
import { httpMethod, text, whole } from '../properties.ts';
import { defineVoiceWidget } from '../voice-widget.ts';

/** Studio's limits: two weeks in seconds, and the characters of the attributes and of a queue's name. */
const twoWeeks = 1_209_600;
const attributeCharacters = 1_024;
const nameCharacters = 64;

/** Puts the call into a queue. https://www.twilio.com/docs/studio/widget-library/enqueue-call */
export const enqueueCall = defineVoiceWidget({
  type: 'enqueue-call',
  summary: 'Puts the call into a queue, or before the agents of a workflow.',
  properties: z.object({
    workflow_sid: text(),
    queue_name: text(),
    priority: whole(0, 0, 2_147_483_647),
    timeout: whole(0, 0, twoWeeks),
    task_attributes: text('{}'),
    wait_url: text(),
    wait_url_method: httpMethod('GET'),
  }),
  transitions: ['callComplete', 'failedToEnqueue', 'callFailure'],
  outputs: queueOutputs,
  differences: ['Attributes that are no JSON object, or are too long, leave by `failedToEnqueue`.'],
  enter({ workflow_sid: workflow, queue_name: queue, task_attributes: attributes, ...place }) {
    if (workflow === '' && (queue === '' || queue.length > nameCharacters))
      return {
        leave: 'failedToEnqueue',
        reason: `The call goes to no workflow and no queue of 1 to ${nameCharacters} characters.`,
      };
    if (attributes.length > attributeCharacters || !parsedObject(attributes))
      return { leave: 'failedToEnqueue', reason: 'The attributes are no JSON object of up to 1,024 characters.' };
    return enqueue({
      workflow,
      queue,
      attributes,
      priority: place.priority,
      timeout: place.timeout || undefined,
      waitUrl: place.wait_url,
      waitUrlMethod: place.wait_url_method,
    });
  },
  back: (_, parameters) => dequeued(parameters),
});
