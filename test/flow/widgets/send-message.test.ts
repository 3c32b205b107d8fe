import { expect, test } from 'vitest';
import { define, play, publish, say, widget } from '../build.ts';

const contentOf = (properties: Record<string, unknown>) =>
  play(publish(define(widget('it', 'send-message', properties)))).said[0];
const options = [{ id: 'de', text: 'Deutsch' }];

test.each([
  ['text', { body: 'Hi {{trigger.message.From}}' }, { type: 'text', text: 'Hi +15550100' }],
  [
    'media with a caption',
    { body: 'Look', media_url: 'https://a.example/cat.JPG?x=1' },
    { type: 'media', url: 'https://a.example/cat.JPG?x=1', mediaType: 'image/jpeg', caption: 'Look' },
  ],
  [
    'media of a type that its name does not tell',
    { media_url: 'https://a.example/file' },
    { type: 'media', url: 'https://a.example/file', mediaType: 'application/octet-stream' },
  ],
  [
    'a template, where message_type says so',
    {
      body: 'x',
      message_type: 'content_template',
      content_sid: 'HX1',
      content_variables: [
        { key: '{{1}}', value: '{{trigger.message.Body}}' },
        { key: '2', value: 7 },
      ],
    },
    { type: 'template', id: 'HX1', variables: { '1': 'hello', '2': '7' } },
  ],
  [
    'the body, though a template is filled in',
    { body: 'x', message_type: 'custom', content_sid: 'HX1' },
    { type: 'text', text: 'x' },
  ],
  [
    'choices',
    { body: 'Which?', attributes: JSON.stringify({ options }) },
    { type: 'choices', text: 'Which?', options },
  ],
  [
    'text, where the attributes are something else',
    { body: 'x', attributes: '{"options": "y"}' },
    { type: 'text', text: 'x' },
  ],
  ['text, where the attributes are broken', { body: 'x', attributes: '{' }, { type: 'text', text: 'x' }],
  [
    'text, with properties of old exports',
    { body: 'x', media_url: null, attributes: null },
    { type: 'text', text: 'x' },
  ],
])('%s', (_, properties, content) => expect(contentOf(properties)).toEqual(content));

test('what went out shows in the context, with the sender and receiver that the flow names', () => {
  const properties = {
    body: 'Hi',
    from: 'MG1',
    to: '+15550177',
    attributes: '{"a": 1}',
    service: 'IS1',
    channel: '{{trigger.message.ChannelSid}}',
    shorten_urls: true,
  };
  expect(play(publish(define(widget('it', 'send-message', properties)))).output('it')).toEqual({
    outbound: {
      Sid: 'FN1.2',
      Status: 'queued',
      Direction: 'outbound-api',
      From: 'MG1',
      To: '+15550177',
      Body: 'Hi',
      NumMedia: '0',
      MessagingServiceSid: 'MG1',
      Attributes: '{"a": 1}',
    },
  });
  const template = { message_type: 'content_template', content_sid: 'HX1', from: '{{flow.channel.address}}' };
  expect(play(publish(define(widget('it', 'send-message', template)))).output('it')).toMatchObject({
    outbound: { ContentSid: 'HX1', From: '+15550199', To: '+15550100' },
  });
});

test('with nothing to say it fails', () => {
  const flow = define(say('it', ' {{nothing}} ', { sent: 'a', failed: 'b' }), say('a', 'sent'), say('b', 'failed'));
  expect(play(publish(flow)).texts).toEqual(['failed']);
});
