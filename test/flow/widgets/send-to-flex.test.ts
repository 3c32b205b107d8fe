import { describe, expect, test } from 'vitest';
import { define, noon, play, publish, ringing, say, widget } from '../build.ts';

const flow = (properties: Record<string, unknown> = {}) =>
  publish(
    define(
      widget(
        'it',
        'send-to-flex',
        { workflow: 'WW1', channel: 'TC1', ...properties },
        { callComplete: 'ok', failedToEnqueue: 'bad' },
      ),
      say('ok', 'ok {{widgets.it.sid}}'),
      say('bad', 'bad'),
    ),
  );

test('asks for a task, and goes on when it exists', () => {
  const attributes = '{"body": {{trigger.message.Body | to_json}}}';
  const customer = play(flow({ attributes, priority: '5', timeout: '{{ 60 | times: 2 }}' }));
  expect(customer.last.effects).toEqual([
    {
      type: 'task',
      key: 'FN1.2',
      workflow: 'WW1',
      taskChannel: 'TC1',
      priority: 5,
      timeout: 120,
      attributes: { body: 'hello' },
    },
  ]);
  customer.task('created', { sid: 'WT1' });
  expect(customer.texts).toEqual(['ok WT1']);
});

test('fills in what is left out, and keeps to two weeks', () => {
  expect(play(flow({ timeout: 9_999_999, attributes: '' })).last.effects[0]).toMatchObject({
    priority: 0,
    timeout: 1_209_600,
    attributes: {},
  });
  expect(play(flow()).last.effects[0]).toMatchObject({ timeout: 3_600 });
});

test.each(['not JSON', '[1]', '"text"', `{"a":"${'x'.repeat(1_017)}"}`])(
  'cannot take the attributes %s',
  (attributes) => {
    const customer = play(flow({ attributes }));
    expect(customer.texts).toEqual(['bad']);
  },
);

test('takes attributes of exactly 1024 characters', () => {
  expect(play(flow({ attributes: `{"a":"${'x'.repeat(1_016)}"}` })).last.effects[0]?.type).toBe('task');
});

test('leaves by failedToEnqueue when there is no task', () => {
  const customer = play(flow());
  customer.task('failed');
  expect(customer.texts).toEqual(['bad']);
});

test('puts out the task where flows of either age read it, and says how it failed', () => {
  const customer = play(flow());
  customer.task('created', { sid: 'WT1' });
  expect(customer.output('it')).toEqual({
    sid: 'WT1',
    routing: { properties: { sid: 'WT1' } },
    attributes: {},
    priority: 0,
    timeout: 3_600,
  });
  const refused = play(flow());
  refused.task('failed', { reason: 'no such workflow' });
  expect(refused.last.trace[0]).toMatchObject({ name: 'failedToEnqueue', reason: 'no such workflow' });
});

describe('on the phone', () => {
  const exits = { callComplete: 'ok', failedToEnqueue: 'bad', callFailure: 'worse' };
  const voice = (more: Record<string, unknown> = {}) => {
    const properties = { workflow: 'WW1', channel: 'TC1', attributes: '{"a":1}', priority: '5', ...more };
    const after = ['ok', 'bad', 'worse'].map((name) => widget(name, 'say-play', { say: name }));
    return play(publish(define(widget('it', 'send-to-flex', properties, exits), ...after)), ringing);
  };

  test('the call waits in the queue of the workflow', () => {
    expect(voice({ waitUrl: 'https://a.example/music', waitUrlMethod: 'GET' }).twiml).toBe(
      '<Enqueue workflowSid="WW1" action="flow:dequeued" waitUrl="https://a.example/music" waitUrlMethod="GET">' +
        '<Task priority="5" timeout="3600">{"a":1}</Task></Enqueue>',
    );
  });

  test.each([
    ['bridged', 'ok'],
    ['hangup', 'ok'],
    ['redirected', 'ok'],
    ['queue-full', 'bad'],
    ['error', 'bad'],
    ['system-error', 'worse'],
  ])('QueueResult %s', (QueueResult, word) => {
    const caller = voice();
    caller.back('dequeued', { QueueResult, CallStatus: 'in-progress' });
    expect(caller.twiml).toContain(`>${word}</Say>`);
    expect(caller.output('it')).toMatchObject({ QueueResult });
  });

  test('attributes that do not do fail before there is a queue', () => {
    expect(voice({ attributes: '[]' }).twiml).toContain('>bad</Say>');
  });

  test('a caller who hangs up while waiting ends the execution', () => {
    const caller = voice();
    caller.feed({ type: 'hangup', at: noon, parameters: {} });
    expect(caller.ended).toEqual({ reason: 'hung up' });
    expect(caller.twiml).toBeUndefined();
  });
});
