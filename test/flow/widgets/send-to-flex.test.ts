import { expect, test } from 'vitest';
import { define, play, publish, say, widget } from '../build.ts';

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
