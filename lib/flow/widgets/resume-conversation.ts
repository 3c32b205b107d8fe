import * as z from 'zod';
import { conversationOutputs, opened, sidOf, whyNot } from '../conversation.ts';
import { text } from '../properties.ts';
import { defineWidget } from '../widget.ts';

/** Goes on with a conversation. https://www.twilio.com/docs/studio/widget-library/resume-conversation */
export const resumeConversation = defineWidget({
  type: 'resume-conversation',
  summary: 'Goes on with a conversation, for executions that a request began.',
  properties: z.object({ conversation_sid: text(), attributes: text() }),
  ignores: ['conversation_service_sid', 'webhook_filters'],
  transitions: ['resumed', 'failed'],
  outputs: conversationOutputs,
  differences: ['The thread is the conversation: whichever is named, it is that of the customer.'],
  enter({ conversation_sid, attributes }, context) {
    const reason = whyNot(context);
    if (reason !== undefined) return { leave: 'failed', reason };
    const messaging_binding = { address: context.contact, proxy_address: context.address };
    const sid = conversation_sid || sidOf(context);
    return {
      ...opened({ sid, attributes, state: 'active', participants: [{ messaging_binding }] }),
      leave: 'resumed',
    };
  },
});
