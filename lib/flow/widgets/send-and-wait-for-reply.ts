import * as z from 'zod';
import { parametersOf } from '../context.ts';
import {
  contentOf,
  messageDifferences,
  messageIgnores,
  messageProperties,
  outboundOf,
  outboundOutputs,
} from '../message-content.ts';
import { amount } from '../properties.ts';
import { defineWidget } from '../widget.ts';
import type { WidgetContext } from '../widget-context.ts';

/** Seconds that Studio waits unless told otherwise, and the life of an execution. */
const hour = 3_600;
const thirtyDays = 30 * 24 * hour;

/** Asks something and waits for the answer. https://www.twilio.com/docs/studio/widget-library/send-wait-reply */
export const sendAndWaitForReply = defineWidget({
  type: 'send-and-wait-for-reply',
  summary: 'Asks something and waits for the answer.',
  properties: z.object({ ...messageProperties, timeout: amount(hour, thirtyDays) }),
  ignores: messageIgnores,
  transitions: ['incomingMessage', 'incomingConversationMessage', 'timeout', 'deliveryFailure'],
  outputs: [...outboundOutputs, 'inbound.Body', 'inbound.From', 'inbound.To', 'inbound.MessageSid', 'inbound.NumMedia'],
  differences: [
    ...messageDifferences,
    'On the phone it asks nothing and leaves by `deliveryFailure`: a call cannot wait for a text.',
  ],
  enter(properties, context) {
    if (context.call) return { leave: 'deliveryFailure', reason: 'A call cannot wait for a text reply.' };
    const content = contentOf(properties);
    if (!content) return { leave: 'deliveryFailure', reason: 'There is nothing to send.' };
    return {
      effects: [{ type: 'send', key: context.key, content }],
      output: { outbound: outboundOf(content, properties, context) },
      wait: 'reply',
      seconds: properties.timeout,
    };
  },
  resume(event, context) {
    if (event.type === 'timeout') return { leave: 'timeout' };
    if (event.type === 'undelivered') return { leave: 'deliveryFailure', reason: event.reason };
    if (event.type !== 'message') throw new Error(`it is not woken by "${event.type}"`);
    const inbound = parametersOf(event.parameters);
    if (!('conversation' in context.started)) return { output: { inbound }, leave: 'incomingMessage' };
    return { output: { inbound }, conversation: inbound, leave: replyEvent(context) };
  },
});

/** Studio documents one event for replies in a Conversation, and published flows connect the other: either works here. */
const replyEvent = ({ state }: WidgetContext) =>
  state.transitions.some(({ event, next }) => event === 'incomingConversationMessage' && next)
    ? 'incomingConversationMessage'
    : 'incomingMessage';
