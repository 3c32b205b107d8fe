import { expect, test } from 'vitest';
import { Permanent } from '../../lib/errors.ts';
import { publishedFlowSchema, readFlow } from '../../lib/flow/flow.ts';
import { define, publish, say } from './build.ts';

const definition = define(say('greet', 'Hi'));

test.each([
  ['the bare definition', definition],
  ['the envelope of the REST API', { sid: 'FW1', friendly_name: 'x', status: 'published', definition }],
  ['a JSON string', JSON.stringify(definition)],
  ['a JSON string of the envelope', JSON.stringify({ definition })],
  ['an envelope with a JSON string', { definition: JSON.stringify(definition) }],
])('reads %s', (_, input) => expect(readFlow(input)).toEqual(definition));

test('keeps what it does not know, and fills in what hand-written flows leave out', () => {
  const input = {
    states: [{ name: 'Trigger', type: 'trigger', colour: 'red', properties: null }],
    initial_state: 'Trigger',
    $schema: 'https://schemas.twilio.com/studio/draft/2019-09/flow-definition',
  };
  expect(readFlow(input)).toEqual({
    ...input,
    states: [{ name: 'Trigger', type: 'trigger', colour: 'red', properties: {}, transitions: [] }],
  });
});

test.each([
  [{}, '#/states'],
  [{ ...definition, states: [{ name: 'x', type: 7 }] }, '#/states/0/type'],
  ['{ not JSON', 'not JSON'],
  [undefined, '#'],
])('refuses %j and says where', (input, where) => {
  expect(() => readFlow(input)).toThrow(Permanent);
  expect(() => readFlow(input)).toThrow(where);
});

test('a published flow comes back from JSON as it was', () => {
  const flow = publish(definition, { FW2: definition });
  expect(publishedFlowSchema.parse(JSON.parse(JSON.stringify(flow)))).toEqual(flow);
});
