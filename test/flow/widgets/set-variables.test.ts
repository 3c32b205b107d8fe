import { expect, test } from 'vitest';
import { variablesOf } from '../../../lib/flow/run.ts';
import { ask, define, play, publish, say, textsOf, widget } from '../build.ts';

const result = (entry: Record<string, unknown>): unknown => {
  const flow = define(
    widget('set', 'set-variables', { variables: [{ key: 'x', ...entry }] }, { next: 'stop' }),
    ask('stop', '?'),
  );
  return variablesOf(play(publish(flow)).last.run).x;
};

test.each([
  [{ value: '5' }, 5],
  [{ value: '\n  -2.5\n' }, -2.5],
  [{ value: '5', type: 'string' }, '5'],
  [{ value: '007' }, '007'],
  [{ value: '+15550100' }, '+15550100'],
  [{ value: '12345678901234567890' }, '12345678901234567890'],
  [{ value: 'Infinity' }, 'Infinity'],
  [{ value: '{{trigger.message.Body}} there' }, 'hello there'],
  [{ value: '{{nothing}}' }, ''],
  [{ value: null }, ''],
  [{ value: 7 }, 7],
  [{ value: true }, true],
  [{ value: '{"a": {"b": [1]}}', type: 'json_object' }, { a: { b: [1] } }],
  [{ value: '{{trigger.message | to_json}}', type: 'json_object' }, expect.objectContaining({ Body: 'hello' })],
  [{ value: 'null', type: 'json_object' }, ''],
  [{ value: '{broken', type: 'json_object' }, '{broken'],
  [{ index: '0', value: 'old' }, 'old'],
])('%j is %j', (entry, value) => expect(result(entry)).toEqual(value));

test('a variable is under flow.variables and under the widget, and keys are never Liquid', () => {
  const variables = [
    { key: 'user', value: '{"name": "Ana"}', type: 'json_object' },
    { key: '{{x}}', value: 'literal' },
  ];
  const flow = define(
    widget('set', 'set-variables', { variables }, { next: 'tell' }),
    say('tell', '{{flow.variables.user.name}} {{widgets.set.user.name}} {{flow.variables["{{x}}"]}}'),
  );
  expect(textsOf(flow)[0]).toMatch(/^Ana Ana/);
});

test('a variable set again is overwritten, the others stay, and __proto__ is no variable', () => {
  const set = (name: string, key: string, value: string, next: string) =>
    widget(name, 'set-variables', { variables: [{ key, value }] }, { next });
  const flow = define(
    set('a', 'x', '1', 'b'),
    set('b', 'y', '2', 'c'),
    set('c', 'x', '3', 'd'),
    set('d', '__proto__', '4', ''),
  );
  expect(variablesOf(play(publish(flow)).last.run)).toEqual({ x: 3, y: 2 });
});
