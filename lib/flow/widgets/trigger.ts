import * as z from 'zod';
import { defineWidget } from '../widget.ts';

const transitions = [
  'incomingMessage',
  'incomingCall',
  'incomingConversationMessage',
  'incomingRequest',
  'incomingParent',
] as const;

/** Where an execution begins. https://www.twilio.com/docs/studio/widget-library/trigger-start */
export const trigger = defineWidget({
  type: 'trigger',
  summary: 'Where an execution begins: it leaves by the event that began it.',
  properties: z.object({}),
  transitions,
  enter: (_, context) => ({ leave: transitions.find((event) => event === context.trigger) ?? 'incomingMessage' }),
});
