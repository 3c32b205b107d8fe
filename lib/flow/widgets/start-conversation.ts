import * as z from 'zod';
import { conversationOutputs, opened, sidOf, whyNot } from '../conversation.ts';
import { flag, text } from '../properties.ts';
import { defineWidget } from '../widget.ts';

const participant = z.looseObject({
  type: text(),
  identity: text(),
  messaging_binding_address: text(),
  messaging_binding_proxy_address: text(),
});

/** Opens a conversation with the customer. https://www.twilio.com/docs/studio/widget-library/start-conversation */
export const startConversation = defineWidget({
  type: 'start-conversation',
  summary: 'Opens a conversation with the customer, for executions that a request began.',
  properties: z.object({
    friendly_name: text(),
    attributes: text(),
    participants: z.array(participant).nullish(),
    close_conversation_on_execution_end: flag,
  }),
  ignores: [
    'conversation_service_sid',
    'chat_service_sid',
    'messaging_service_sid',
    'timers',
    'timers_inactive',
    'timers_closed',
  ],
  transitions: ['created', 'failed'],
  outputs: [...conversationOutputs, 'webhook_sid', 'close_channel_on_execution_end'],
  differences: ['The thread is the conversation: nothing is created, and nothing closes it.'],
  enter(properties, context) {
    const reason = whyNot(context);
    if (reason !== undefined) return { leave: 'failed', reason };
    const sid = sidOf(context);
    const participants = (properties.participants ?? []).map((each, index) => ({
      sid: `${sid.replace(/^CH/, 'MB')}${index}`,
      identity: each.identity,
      messaging_binding: {
        address: each.messaging_binding_address || context.contact,
        proxy_address: each.messaging_binding_proxy_address || context.address,
      },
    }));
    const { friendly_name, attributes, close_conversation_on_execution_end } = properties;
    const { output, channel } = opened({ sid, friendly_name, attributes, state: 'active', participants });
    const whole = { ...output, webhook_sid: '', close_channel_on_execution_end: close_conversation_on_execution_end };
    return { output: whole, channel, leave: 'created' };
  },
});
