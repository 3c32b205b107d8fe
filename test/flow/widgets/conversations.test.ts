import { expect, test } from 'vitest';
import { ask, define, play, publish, say, widget } from '../build.ts';

const asked = { trigger: 'incomingRequest', parameters: {} } as const;
const participants = [{ type: 'messaging', messaging_binding_address: '{{contact.channel.address}}' }];
const flow = (type: string, event: string, properties: Record<string, unknown> = {}) =>
  publish(
    define(
      widget('it', type, properties, { [event]: 'question', failed: 'bad' }),
      ask('question', '{{flow.channel.sid}} {{flow.channel.status}} {{flow.channel.address}}', {
        incomingMessage: 'it',
      }),
      say('bad', 'failed {{flow.channel.sid}}'),
    ),
  );

test('start-conversation gives the thread a SID, and the flow goes on in messages', () => {
  const properties = { participants, friendly_name: 'Survey', conversation_service_sid: 'IS1', timers_closed: 'PT10M' };
  const customer = play(flow('start-conversation', 'created', properties), asked);
  expect(customer.texts).toEqual(['CH1 active +15550199']);
  expect(customer.output('it')).toMatchObject({
    conversation: {
      sid: 'CH1',
      friendly_name: 'Survey',
      participants: [{ messaging_binding: { address: '+15550100', proxy_address: '+15550199' } }],
    },
    close_channel_on_execution_end: false,
  });
  expect(customer.output('question')).toMatchObject({ outbound: { ConversationSid: 'CH1', Author: '+15550199' } });
});

test('resume-conversation takes the one that it is given', () => {
  const properties = { conversation_sid: 'CH9', conversation_service_sid: 'IS1' };
  expect(play(flow('resume-conversation', 'resumed', properties), asked).texts).toEqual(['CH9 active +15550199']);
  expect(play(flow('resume-conversation', 'resumed'), asked).texts).toEqual(['CH1 active +15550199']);
});

test.each([
  ['start-conversation', 'created'],
  ['resume-conversation', 'resumed'],
])('%s fails a second time, and where a message began the execution', (type, event) => {
  const customer = play(flow(type, event), asked);
  customer.reply('again');
  expect(customer.texts).toEqual(['failed CH1']);
  expect(play(flow(type, event)).texts).toEqual(['failed ']);
});
