import { expect, test } from 'vitest';
import { define, play, publish, ringing, widget } from '../build.ts';

const exits = { callComplete: 'ok', failedToEnqueue: 'bad', callFailure: 'worse' };
const call = (properties: Record<string, unknown>) =>
  play(
    publish(
      define(
        widget('it', 'enqueue-call', properties, exits),
        ...['ok', 'bad', 'worse'].map((name) => widget(name, 'say-play', { say: `${name} {{widgets.it.QueueTime}}` })),
      ),
    ),
    ringing,
  );

test.each([
  [
    { workflow_sid: 'WW1', task_attributes: '{"lang":"de"}', priority: 3, timeout: '600' },
    '<Enqueue workflowSid="WW1" action="flow:dequeued"><Task priority="3" timeout="600">{"lang":"de"}</Task></Enqueue>',
  ],
  [{ workflow_sid: 'WW1' }, '<Enqueue workflowSid="WW1" action="flow:dequeued"><Task priority="0">{}</Task></Enqueue>'],
  [
    { queue_name: 'support', wait_url: 'https://a.example/w' },
    '<Enqueue action="flow:dequeued" waitUrl="https://a.example/w" waitUrlMethod="GET">support</Enqueue>',
  ],
])('%j', (properties, twiml) => expect(call(properties).twiml).toBe(twiml));

test.each([
  {},
  { queue_name: 'x'.repeat(65) },
  { workflow_sid: 'WW1', task_attributes: '[1]' },
  { workflow_sid: 'WW1', task_attributes: `{"a":"${'x'.repeat(1_020)}"}` },
])('%j cannot be queued', (properties) => expect(call(properties).twiml).toContain('bad'));

test.each([
  ['bridged', 'ok 9'],
  ['error', 'bad 9'],
  ['system-error', 'worse 9'],
])('the result %s', (QueueResult, text) => {
  const caller = call({ queue_name: 'support' });
  caller.back('dequeued', { QueueResult, QueueTime: '9' });
  expect(caller.twiml).toContain(text);
});
