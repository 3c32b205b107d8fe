import { describe, expect, test } from 'vitest';
import { checkFlow } from '../../lib/flow/check.ts';
import { ask, define, say, split, widget } from './build.ts';

const known = { flows: ['FW2'], workflows: ['WW1'], taskChannels: ['TC1'] };
const faultsOf = (input: unknown) => checkFlow(input, known);

const good = define(
  ask(
    'question',
    'Hi {{contact.channel.address}}',
    { incomingMessage: 'check', timeout: '' },
    { timeout: '{{flow.variables.t}}' },
  ),
  split('check', '{{widgets.question.inbound.Body}}', [['regex', '.*agent.*', 'flex']], 'sub'),
  widget('sub', 'run-subflow', { flow_sid: 'FW2', flow_revision: 'LatestPublished' }, { completed: 'flex' }),
  widget(
    'flex',
    'send-to-flex',
    { workflow: 'WW1', channel: 'TC1', priority: 3, attributes: '{}' },
    { callComplete: '' },
  ),
);

test.each([
  ['bare', good],
  ['in an envelope', { definition: good }],
  ['as JSON', JSON.stringify(good)],
])('a good flow has no faults, %s', (_, input) => expect(faultsOf(input)).toEqual([]));

test('names every fault at once, each with its path', () => {
  const bad = {
    states: [
      { name: 'Start', type: 'trigger', transitions: [{ event: 'incomingSmoke', next: 'nowhere' }], properties: {} },
      say('1st', 'Hi {{ name | nosuch }}', { sent: 'twin', delivered: 'twin' }),
      widget('twin', 'make-http-request', { method: 'PUT', parameters: [{ value: 1 }] }),
      widget('twin', 'run-function', { url: { no: 'text' } }),
      widget('flex', 'send-to-flex', { workflow: 'WW9', channel: 'TC9', priority: 'high' }),
      widget('sub', 'run-subflow', { flow_sid: '{{flow.data.sid}}' }),
      split('check', '{{ 1 | nosuch }}', [
        ['sounds_like', '{% if %}', 'x'],
        ['regex', '(a+)+', ''],
      ]),
      widget('hear', 'gather-input-on-call', { timeout: 'long' }),
      widget('dance', 'do-a-dance'),
      { ...split('odd', 'x', []), transitions: [{ event: 'match', next: 7 }, { event: 'match' }], name: 'odd one' },
    ],
    initial_state: 'Begin',
    flags: { allow_concurrent_calls: 'yes' },
    description: 7,
  };
  const faults = faultsOf(bad);
  expect(faults.map(({ path }) => path).sort()).toEqual([
    '#/description',
    '#/flags/allow_concurrent_calls',
    '#/initial_state',
    '#/states/0/transitions/0/event',
    '#/states/0/transitions/0/next',
    '#/states/1/name',
    '#/states/1/properties/body',
    '#/states/1/transitions/1/event',
    '#/states/2/properties/method',
    '#/states/2/properties/parameters/0/key',
    '#/states/2/properties/url',
    '#/states/3/name',
    '#/states/3/properties/url',
    '#/states/4/properties/channel',
    '#/states/4/properties/priority',
    '#/states/4/properties/workflow',
    '#/states/5/properties/flow_sid',
    '#/states/6/properties/input',
    '#/states/6/transitions/1/conditions/0/arguments/0',
    '#/states/6/transitions/1/conditions/0/type',
    '#/states/6/transitions/1/conditions/0/value',
    '#/states/6/transitions/1/next',
    '#/states/6/transitions/2/conditions/0/arguments/0',
    '#/states/6/transitions/2/conditions/0/value',
    '#/states/7/properties/timeout',
    '#/states/8/type',
    '#/states/9/name',
    '#/states/9/transitions/0/next',
    '#/states/9/transitions/1',
  ]);
  for (const { message } of faults) expect(message).toMatch(/^[A-Z"].*\.$/);
});

describe('says what to do', () => {
  const messageOf = (input: unknown) => faultsOf(input).map(({ message }) => message);

  test.each([
    ['SIDs', define(widget('flex', 'send-to-flex', { workflow: 'WW9', channel: 'TC1' })), 'config/deployment.ts'],
    [
      'a queue of another account',
      define(widget('x', 'enqueue-call', { workflow_sid: 'WW9' })),
      '"workflows" of config',
    ],
    ['a function without an address', define(widget('x', 'run-function', { url: '' })), 'fill in its URL'],
    ['widgets that never were', define(widget('x', 'http-request')), 'Studio has no widget "http-request"'],
    ['what is missing', define(widget('x', 'run-function', {})), 'This is required: fill it in.'],
    ['a wrong event', define(say('x', 'Hi', { success: '' })), 'it has sent, failed.'],
    ['a lost widget', define(say('x', 'Hi', { sent: 'y' })), 'There is no widget "y"'],
    ['a flow without a trigger', { ...good, states: good.states.slice(1) }, 'No widget is a trigger'],
    ['a start that is no trigger', { ...good, initial_state: 'check' }, '"check" is not a trigger'],
    ['an empty flow', { states: [], initial_state: 'Trigger' }, 'needs at least a trigger'],
    ['something else', [1, 2], 'must be a flow definition'],
    ['broken JSON', '{"states": [', 'The flow is not JSON'],
    ['nothing', undefined, 'must be a flow definition'],
  ])('of %s', (_, input, sentence) => expect(messageOf(input)).toContainEqual(expect.stringContaining(sentence)));

  test('of a flow that is too large', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => say(`s${index}`, 'Hi'));
    expect(messageOf(define(...many))).toEqual([expect.stringContaining('more than 2000 widgets')]);
  });
});

test('a flow of 2,000 widgets is judged in a moment', () => {
  const many = Array.from({ length: 1_999 }, (_, index) =>
    ask(`s${index}`, 'Hi {{contact.channel.address}}', { incomingMessage: `s${(index + 1) % 1_999}` }),
  );
  const begun = performance.now();
  expect(faultsOf(define(...many))).toEqual([]);
  expect(performance.now() - begun).toBeLessThan(3_000);
});

test('workflows and channels may be Liquid, since only the run can tell', () => {
  expect(
    faultsOf(define(widget('flex', 'send-to-flex', { workflow: '{{flow.data.w}}', channel: '{{flow.data.c}}' }))),
  ).toEqual([]);
});
