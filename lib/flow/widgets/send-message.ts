import * as z from 'zod';
import {
  contentOf,
  messageDifferences,
  messageIgnores,
  messageProperties,
  outboundOf,
  outboundOutputs,
} from '../message-content.ts';
import { text } from '../properties.ts';
import { defineWidget } from '../widget.ts';

/** Says something and goes on. https://www.twilio.com/docs/studio/widget-library/send-message */
export const sendMessage = defineWidget({
  type: 'send-message',
  summary: 'Says something and goes on.',
  properties: z.object({ ...messageProperties, to: text() }),
  ignores: messageIgnores,
  transitions: ['sent', 'failed'],
  outputs: outboundOutputs,
  differences: [...messageDifferences, 'It is sent after the turn, so `failed` means that there was nothing to send.'],
  enter(properties, context) {
    const content = contentOf(properties);
    if (!content) return { leave: 'failed', reason: 'There is nothing to send.' };
    return {
      effects: [{ type: 'send', key: context.key, content }],
      output: { outbound: outboundOf(content, properties, context) },
      leave: 'sent',
    };
  },
});
