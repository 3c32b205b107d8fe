import * as z from 'zod';
import { parametersOf } from '../context.ts';
import { contentOf, messageProperties, outboundOf } from '../message-content.ts';
import { amount } from '../properties.ts';
import { defineWidget, type WidgetContext } from '../widget.ts';

/** Seconds that Studio waits unless told otherwise, and the life of an execution. */
const hour = 3_600;
const thirtyDays = 30 * 24 * hour;

/** Asks something and waits for the answer. https://www.twilio.com/docs/studio/widget-library/send-wait-reply */
export const sendAndWaitForReply = defineWidget({
  type: 'send-and-wait-for-reply',
  properties: z.object({ ...messageProperties, timeout: amount(hour, thirtyDays) }),
  transitions: ['incomingMessage', 'incomingConversationMessage', 'timeout', 'deliveryFailure'],
  enter(properties, context) {
    const content = contentOf(properties);
    if (!content) return { leave: 'deliveryFailure' };
    return {
      effects: [{ type: 'send', key: context.key, content }],
      output: { outbound: outboundOf(content, context) },
      wait: 'reply',
      seconds: properties.timeout,
    };
  },
  resume(event, context) {
    if (event.type === 'timeout') return { leave: 'timeout' };
    if (event.type !== 'message') return { leave: 'deliveryFailure' };
    const inbound = parametersOf(event.parameters);
    if (context.trigger !== 'incomingConversationMessage') return { output: { inbound }, leave: 'incomingMessage' };
    return { output: { inbound }, conversation: inbound, leave: replyEvent(context) };
  },
});

/** Studio documents one event for replies in a Conversation, and published flows connect the other: either works here. */
const replyEvent = ({ state }: WidgetContext) =>
  state.transitions.some(({ event, next }) => event === 'incomingConversationMessage' && next)
    ? 'incomingConversationMessage'
    : 'incomingMessage';
