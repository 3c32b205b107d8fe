import { describe, expect, test } from 'vitest';
import { lintFlow } from '../../lib/flow/lint.ts';
import { ask, define, say, set, split, widget } from './build.ts';

const known = {
  flows: ['FW2'],
  workflows: ['WW1'],
  taskChannels: ['TC1'],
  bots: ['faq'],
  functions: ['https://ours-1.twil.io/'],
};
const lint = (...states: Parameters<typeof define>) => lintFlow(define(...states), known);
const warningsOf = (...states: Parameters<typeof define>) => lint(...states).warnings;
/** Asks again where it fails, so that only what a test is about is warned of. */
const asks = (exits: Record<string, string> = {}) => ask('ask', 'Yes?', { deliveryFailure: 'ask', ...exits });

test('a flow that is wired with care has no warnings', () => {
  const states = [
    ask('ask', 'Yes?', { incomingMessage: 'which', deliveryFailure: 'ask', timeout: '' }),
    split('which', '{{widgets.ask.inbound.Body}}', [['equal_to', 'yes', 'flex']], 'ask'),
    widget('flex', 'send-to-flex', { workflow: 'WW1', channel: 'TC1' }, { failedToEnqueue: 'ask' }),
  ];
  expect(lint(...states)).toEqual({ errors: [], warnings: [] });
});

test('errors are those of checkFlow, and what cannot be read has no warnings', () => {
  const { errors } = lint(say('x', '{% if', { failed: 'ghost' }));
  expect(errors.map(({ path }) => path)).toEqual(['#/states/1/properties/body', '#/states/1/transitions/0/next']);
  expect(lintFlow('{', known)).toEqual({ errors: [expect.objectContaining({ path: '#' })], warnings: [] });
});

describe('warns of', () => {
  const only = (path: string, message: string) => [{ path, message: expect.stringContaining(message) }];

  test('widgets that nothing leads to', () => {
    expect(warningsOf(asks({ incomingMessage: 'ask' }), { ...asks(), name: 'lost' })).toEqual(
      only('#/states/2', 'Nothing leads to "lost"'),
    );
  });

  test('a split that may match nothing', () => {
    expect(warningsOf(split('which', 'x', [['equal_to', 'x', 'ask']]), asks())).toEqual(
      only('#/states/1/transitions', 'connect noMatch'),
    );
  });

  test('failures that lead nowhere', () => {
    expect(warningsOf(ask('ask', '?', { incomingMessage: 'ask' }))).toEqual(
      only('#/states/1/transitions', 'connect deliveryFailure'),
    );
    expect(warningsOf(widget('flex', 'send-to-flex', { workflow: 'WW1', channel: 'TC1' }))).toEqual(
      only('#/states/1/transitions', 'connect failedToEnqueue or callFailure'),
    );
  });

  test('messages on the way that may fail, but not a last word', () => {
    expect(warningsOf(say('hello', 'Hi', { sent: 'bye' }), say('bye', 'Bye.'))).toEqual(
      only('#/states/1/transitions', '"hello" ends the execution when it fails'),
    );
  });

  test('types that nobody can run', () => {
    expect(warningsOf(widget('x', 'send-to-auto-pilot'))).toEqual(only('#/states/1/type', 'Twilio has closed'));
    expect(warningsOf(widget('x', 'run-function-v2', { url: 'https://a.example' }, { fail: 'ask' }), asks())).toEqual(
      only('#/states/1/type', 'does what run-function does'),
    );
  });

  test('a condition that tests something else than the input', () => {
    const copied = split('which', '{{flow.variables.a}}', [['equal_to', 'x', 'which2']], 'which2');
    const states = [{ ...copied, properties: { input: '{{flow.variables.b}}' } }, asks()];
    const which2 = { ...asks({ incomingMessage: 'ask' }), name: 'which2' };
    expect(warningsOf(...states, which2)).toEqual(
      only('#/states/1/transitions/1/conditions/0/arguments/0', 'not the input'),
    );
  });
});

describe('warns of loops', () => {
  const loops = (...states: Parameters<typeof define>) =>
    warningsOf(...states).filter(({ message }) => message.includes('loop'));

  test('that neither wait nor count', () => {
    const request = widget('call', 'make-http-request', { url: 'https://a.example' }, { failed: 'call2' });
    const back = { ...request, name: 'call2', transitions: [{ event: 'failed', next: 'call' }] };
    expect(loops(request, back)).toEqual([
      { path: '#/states/2/transitions/0', message: expect.stringContaining('"call"') },
    ]);
  });

  test.each([
    ['wait for the customer', [asks({ incomingMessage: 'more' }), say('more', 'More', { sent: 'ask' })]],
    ['wait for the caller', [widget('talk', 'say-play', { say: 'Hi' }, { audioComplete: 'talk' })]],
    [
      'count',
      [
        widget('call', 'run-function', { url: 'https://a.example' }, { fail: 'count' }),
        set('count', { n: '{{flow.variables.n | plus: 1}}' }, 'enough'),
        split('enough', '{{flow.variables.n}}', [['equal_to', '3', '']], 'call'),
      ],
    ],
  ])('but not of those that %s', (_, states) => expect(loops(...states)).toEqual([]));
});

describe('warns of Liquid paths', () => {
  const unknown = (body: string) =>
    warningsOf(say('greet', body, { failed: 'greet' }))
      .filter(({ path }) => path === '#/states/1/properties/body')
      .map(({ message }) => message);

  test.each([
    ['{{widgets.ghost.inbound.Body}}', 'widgets.ghost'],
    ['{{name}}', 'name'],
    ['{{flow.variable.x}}', 'flow.variable'],
    ['{% if trigger.sms.Body %}x{% endif %}', 'trigger.sms'],
    ['{{contact.address}}', 'contact.address'],
  ])('%s', (body, path) => expect(unknown(body)).toEqual([expect.stringContaining(`There is no "${path}"`)]));

  test.each([
    '{{widgets.greet.outbound.Sid}} {{widgets. greet .outbound}} {{widgets["greet"].x}} {{widgets | to_json}}',
    '{{flow.sid}} {{flow.channel.address}} {{flow.data.a}} {{flow.variables.b}} {{flow | to_json}}',
    '{{trigger.call.From}} {{trigger.parent.parameters.x}} {{contact.channel.address}}',
    '{% assign x = 1 %}{{x}} {% for item in flow.data.list %}{{item.name}} {{forloop.index0}}{% endfor %}',
    '{% capture y %}z{% endcapture %}{{y}} {% if flow.data.a == empty %}{{ "now" | date: "%Y" }}{% endif %}',
  ])('but not of %s', (body) => expect(unknown(body)).toEqual([]));

  test('in conditions too', () => {
    const flow = split('which', '{{widgets.ghost.a}}', [['equal_to', '{{ghost}}', 'which']], 'which');
    expect(warningsOf(flow).map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '#/states/1/properties/input',
        '#/states/1/transitions/1/conditions/0/arguments/0',
        '#/states/1/transitions/1/conditions/0/value',
      ]),
    );
  });
});

describe('warns of what the deployment lacks, which publishing refuses', () => {
  test.each([
    ['a subflow', widget('x', 'run-subflow', { flow_sid: 'FW9' }), 'flow_sid'],
    ['a workflow', widget('x', 'send-to-flex', { workflow: 'WW9', channel: 'TC1' }), 'workflow'],
    ['a channel', widget('x', 'send-to-flex', { workflow: 'WW1', channel: 'TC9' }), 'channel'],
    ['a queue', widget('x', 'enqueue-call', { workflow_sid: 'WW9' }), 'workflow_sid'],
    ['a bot', widget('x', 'connect-virtual-agent-v2', { connector_name: 'other' }), 'connector_name'],
    ['a function without an address', widget('x', 'run-function', { url: '' }), 'url'],
    ['a function of another account', widget('x', 'run-function', { url: 'https://theirs-2.twil.io/f' }), 'url'],
  ])('%s', (_, state, property) => {
    const { errors, warnings } = lint(state);
    expect(errors).toEqual([]);
    expect(warnings.map(({ path }) => path)).toContain(`#/states/1/properties/${property}`);
  });

  test.each([
    widget('x', 'run-function', { url: 'https://ours-1.twil.io/f' }),
    widget('x', 'run-function', { url: '{{flow.data.url}}' }),
    widget('x', 'connect-virtual-agent-v2', { connector_name: 'Dialogflow', channel: 'voice' }),
    widget('x', 'connect-virtual-agent-v2', { connector_name: 'faq' }),
  ])('but not of %j', (state) =>
    expect(warningsOf(state).filter(({ path }) => path.includes('properties'))).toEqual([]),
  );
});
