import { describe, expect, test } from 'vitest';
import { advance } from '../../lib/flow/engine.ts';
import { runSchema, variablesOf } from '../../lib/flow/run.ts';
import { ask, define, noon, play, publish, say, set, split, startWith, widget } from './build.ts';

const conversation = publish(
  define(
    ask('question', 'What colour?', { incomingMessage: 'echo', timeout: 'late', deliveryFailure: 'lost' }),
    say('echo', 'You said {{widgets.question.inbound.Body}}.', { sent: 'question' }),
    say('late', 'Too late.'),
    say('lost', 'It was lost.'),
  ),
);

describe('an execution', () => {
  test('begins at the initial state, does what its widgets say and waits', () => {
    const { last } = play(conversation);
    expect(last.effects).toEqual([
      { type: 'send', key: 'FN1.2', content: { type: 'text', text: 'What colour?' } },
      { type: 'timer', key: 'FN1.2.timer', token: 'FN1.2', seconds: 60 },
    ]);
    expect(last.trace).toEqual([{ name: 'incomingMessage', from: 'Trigger', to: 'question', type: 'trigger' }]);
    expect(last.ended).toBe(false);
  });

  test('goes on with a reply, and merges what a widget put out before', () => {
    const customer = play(conversation);
    customer.reply('blue');
    expect(customer.texts).toEqual(['You said blue.', 'What colour?']);
    expect(customer.path).toEqual(['question incomingMessage echo', 'echo sent question']);
    expect(customer.last.run.frames[0]?.context.widgets.question).toMatchObject({
      inbound: { Body: 'blue' },
      outbound: { Body: 'What colour?', From: '+15550199', To: '+15550100' },
    });
  });

  test('is pinned to the name and revision of its flow, and its run is what runSchema reads', () => {
    const { run } = play(conversation).last;
    expect(run.flow).toEqual({ name: 'test', revision: 3 });
    expect(runSchema.parse(JSON.parse(JSON.stringify(run)))).toEqual(run);
  });

  test('never changes the run that it was given', () => {
    const { run } = play(conversation).last;
    const before = structuredClone(run);
    advance(conversation, run, { type: 'message', parameters: { Body: 'blue' }, at: noon });
    expect(run).toEqual(before);
  });

  test('gives the same keys and effects when an event comes again', () => {
    const { run } = play(conversation).last;
    const event = { type: 'message', parameters: { Body: 'blue' }, at: noon } as const;
    expect(advance(conversation, run, event)).toEqual(advance(conversation, run, event));
  });

  test.each(['incomingMessage', 'incomingCall', 'incomingConversationMessage', 'incomingRequest'] as const)(
    'leaves its trigger by %s',
    (trigger) => expect(play(conversation, { trigger }).path[0]).toBe(`Trigger ${trigger} question`),
  );

  test('ends without a fault where a transition leads nowhere', () => {
    const nowhere = [{ event: 'sent' }, { event: 'sent', next: null }, { event: 'sent', next: '' }];
    for (const transition of nowhere) {
      const flow = define({ ...say('only', 'Bye.'), transitions: [transition] });
      expect(play(publish(flow)).ended).toEqual({ reason: 'ended' });
    }
    expect(play(publish(define({ ...say('only', 'Bye.'), transitions: [] }))).path).toContain('only sent Ended');
  });

  test("keeps the customer's variables where the conversation finds them", () => {
    const flow = publish(define(set('keep', { customer_name: 'Ana' }, 'ask'), ask('ask', '?')));
    expect(variablesOf(play(flow, { variables: { customer_language: 'es' } }).last.run)).toEqual({
      customer_language: 'es',
      customer_name: 'Ana',
    });
  });
});

describe('what an execution does not wait for changes nothing', () => {
  const waiting = play(conversation).last.run;
  const calling = play(publish(define(widget('call', 'run-function', { url: 'https://a.example' }, { success: '' }))))
    .last.run;

  test.each([
    ['a timeout with an old token', waiting, { type: 'timeout', token: 'FN1.1', at: noon }],
    ['a call that nobody made', waiting, { type: 'called', at: noon, result: { failure: 'x' } }],
    ['a task that nobody asked for', waiting, { type: 'task', at: noon, outcome: 'created', task: {} }],
    ['the failure of an older message', waiting, { type: 'undelivered', at: noon, key: 'FN1.1', reason: 'x' }],
    ['a second start', waiting, { type: 'start', start: startWith() }],
    ['a message during a call', calling, { type: 'message', parameters: { Body: 'hey' }, at: noon }],
  ] as const)('%s', (_, run, event) => {
    expect(advance(conversation, run, event)).toEqual({ run, effects: [], ended: false, trace: [] });
  });

  test('and neither does anything after the end', () => {
    const { run, ended } = play(publish(define(say('only', 'Bye.')))).last;
    expect(advance(conversation, run, { type: 'message', parameters: { Body: 'hey' }, at: noon })).toMatchObject({
      run,
      effects: [],
      ended,
    });
  });

  test('but a start after the end begins anew', () => {
    const { run } = play(publish(define(say('only', 'Bye.')))).last;
    expect(advance(conversation, run, { type: 'start', start: startWith({ execution: 'FN2' }) }).run.execution).toBe(
      'FN2',
    );
  });

  test('without a run there is nothing to wake', () => {
    const event = { type: 'message', parameters: {}, at: noon } as const;
    expect(advance(conversation, undefined, event)).toMatchObject({ effects: [], ended: { reason: 'not started' } });
  });
});

describe('limits', () => {
  test('1,000 widgets, then the execution ends with a fault', () => {
    const loop = play(publish(define(set('one', { a: '1' }, 'two'), set('two', { a: '2' }, 'one'))));
    expect(loop.ended).toMatchObject({ reason: 'too many steps', fault: expect.stringContaining('1000') });
    expect(loop.last.run.steps).toBe(1_000);
  });

  test('the same widget 10 times in a row', () => {
    const self = play(publish(define(set('count', { a: '{{flow.variables.a | plus: 1}}' }, 'count'))));
    expect(self.ended).toMatchObject({ reason: 'widget repeats', fault: expect.stringContaining('count') });
    expect(variablesOf(self.last.run)).toEqual({ a: 10 });
  });

  test('40 messages in one turn', () => {
    const spam = play(publish(define(say('one', 'a', { sent: 'two' }), say('two', 'b', { sent: 'one' }))));
    expect(spam.ended).toMatchObject({ reason: 'too many messages', fault: expect.any(String) });
    expect(spam.said).toHaveLength(40);
  });

  test('30 days, which no timer outlives', () => {
    const days = 24 * 3_600 * 1_000;
    const patient = play(
      publish(define(ask('question', '?', { incomingMessage: 'question' }, { timeout: 30 * 24 * 3_600 }))),
    );
    patient.reply('still here', noon + 20 * days);
    expect(patient.last.effects).toContainEqual(expect.objectContaining({ type: 'timer', seconds: 10 * 24 * 3_600 }));
    expect(patient.reply('hello?', noon + 30 * days).ended).toEqual({ reason: 'expired after 30 days' });
  });

  test('300 kB of context', () => {
    const steps = ['a', 'b', 'c', 'd', 'e', 'f'];
    const calls = steps.map((name, i) =>
      widget(name, 'run-function', { url: 'https://a.example' }, { success: steps[i + 1] ?? '' }),
    );
    const greedy = play(publish(define(...calls)));
    for (let i = 0; i < 5 && !greedy.ended; i += 1) greedy.answered({ all: 'x'.repeat(60_000) });
    expect(greedy.ended).toMatchObject({ reason: 'too much data', fault: expect.stringContaining('300 kB') });
    expect(JSON.stringify(greedy.last.run).length).toBeLessThan(300_000);
  });
});

describe('what goes wrong inside a flow', () => {
  const broken = '{% for a in (1..99999999) %}{% endfor %}';

  test('ends it with a fault that names the widget', () => {
    expect(play(publish(define(say('greet', broken)))).ended).toEqual({
      reason: 'widget failed',
      fault: expect.stringMatching(/^"greet" cannot run: memory/),
    });
  });

  test('takes the failure branch where that is connected', () => {
    const customer = play(publish(define(say('greet', broken, { failed: 'sorry' }), say('sorry', 'Sorry.'))));
    expect(customer.texts).toEqual(['Sorry.']);
    expect(customer.last.trace[1]).toMatchObject({
      name: 'failed',
      reason: expect.stringContaining('"greet" cannot run'),
    });
  });

  test('a widget type that is not supported', () => {
    expect(play(publish(define(widget('dance', 'do-a-dance')))).ended).toMatchObject({
      fault: '"dance" cannot run: the widget type "do-a-dance" is not supported',
    });
  });

  test('a property that renders to nonsense', () => {
    const flow = define(ask('greet', 'Hi', {}, { timeout: '{{trigger.message.Body}}' }));
    expect(play(publish(flow)).ended).toMatchObject({ fault: expect.stringContaining('"timeout" must be a number') });
  });

  test('a transition to a widget that does not exist', () => {
    expect(play(publish(define(say('greet', 'Hi', { sent: 'ghost' })))).ended).toMatchObject({
      fault: '"ghost" cannot run: there is no such widget in this revision',
    });
  });
});

test("the retry idiom of Studio's documentation: three tries, then something else", () => {
  const count = '{% if flow.variables.count %}\n  {{flow.variables.count | plus: 1}}\n{% else %}\n  1\n{% endif %}';
  const flow = define(
    widget('fetch', 'run-function', { url: 'https://a.example' }, { fail: 'counter' }),
    set('counter', { count }, 'enough'),
    split('enough', '{{flow.variables.count}}', [['equal_to', '3', 'give_up']], 'fetch'),
    say('give_up', 'Gave up after {{flow.variables.count}}.'),
  );
  const customer = play(publish(flow));
  customer.answered({}, 500);
  customer.answered({}, 500);
  expect(customer.call).toBeDefined();
  customer.answered({}, 500);
  expect(customer.texts).toEqual(['Gave up after 3.']);
});
