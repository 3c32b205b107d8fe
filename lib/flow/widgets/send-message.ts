import * as z from 'zod';
import { contentOf, messageProperties, outboundOf } from '../message-content.ts';
import { defineWidget } from '../widget.ts';

/** Says something and goes on. https://www.twilio.com/docs/studio/widget-library/send-message */
export const sendMessage = defineWidget({
  type: 'send-message',
  properties: z.object(messageProperties),
  transitions: ['sent', 'failed'],
  enter(properties, context) {
    const content = contentOf(properties);
    if (!content) return { leave: 'failed' };
    return {
      effects: [{ type: 'send', key: context.key, content }],
      output: { outbound: outboundOf(content, context) },
      leave: 'sent',
    };
  },
});
