import { expect, test } from 'vitest';
import { define, say, textsOf } from '../build.ts';

const tell = (body: string, more: Parameters<typeof textsOf>[1] = {}) => textsOf(define(say('it', body)), more)[0];

test.each([
  ['{{flow.sid}} {{flow.flow_sid}}', {}, 'FN1 FW1'],
  ['{{flow.channel.address}} {{contact.channel.address}}', {}, '+15550199 +15550100'],
  ['{{trigger.message.Body}} {{trigger.message.From}}', {}, 'hello +15550100'],
  ['{{trigger.call.CallSid}}', { trigger: 'incomingCall', parameters: { CallSid: 'CA1' } }, 'CA1'],
  [
    '{{trigger.conversation.ChannelAttributes.pre_engagement_data.topic}}',
    {
      trigger: 'incomingConversationMessage',
      parameters: { ChannelAttributes: '{"pre_engagement_data":{"topic":"tax"}}' },
    },
    'tax',
  ],
  [
    '{{trigger.request.from}} {{trigger.request.to}} {{trigger.request.parameters.a}} {{flow.data.a}}',
    { trigger: 'incomingRequest', data: { a: 7 } },
    '+15550199 +15550100 7 7',
  ],
  ['{{flow.variables.customer_name}}', { variables: { customer_name: 'Ana' } }, 'Ana'],
  ['{{flow.add_ons.status}}', { parameters: { AddOns: '{"status":"successful"}' } }, 'successful'],
] as const)('%s', (body, start, text) => expect(tell(body, start)).toBe(text));
