import { describe, expect, test } from 'vitest';
import { variablesOf } from '../../../lib/flow/run.ts';
import { ask, define, play, publish, say, set, widget } from '../build.ts';

const parameters = [
  { key: 'greeting', value: 'Hi {{flow.variables.who}}' },
  { key: 'whole', value: '{{flow}}', type: 'json_object' },
];
const sub = widget(
  'sub',
  'run-subflow',
  { flow_sid: 'FW2', flow_revision: 'LatestPublished', parameters },
  { completed: 'after', failed: 'bad' },
);
const parent = define(
  set('who', { who: 'Ana', shared: 'parent' }, 'sub'),
  sub,
  say('after', 'after: {{widgets.sub.colour}} {{flow.variables.shared}} {{flow.variables.colour}}'),
  say('bad', 'failed: {{widgets.sub.colour}}'),
);
const child = define(
  ask(
    'colour',
    '{{trigger.parent.parameters.greeting}} {{trigger.parent.parameters.whole.variables.who}} {{flow.variables.who}}',
    {
      incomingMessage: 'keep',
    },
  ),
  set('keep', { colour: '{{widgets.colour.inbound.Body}}', shared: 'child' }, ''),
);

describe('a subflow', () => {
  test('sees its parameters and the trigger of its parent, but not the variables', () => {
    const customer = play(publish(parent, { FW2: child }));
    expect(customer.texts).toEqual(['Hi Ana Ana ']);
    expect(customer.path).toContain('Trigger incomingParent colour');
    expect(customer.last.run.frames[1]?.context).toMatchObject({
      flow: { sid: 'FN1', flow_sid: 'FW2', channel: { address: '+15550199' } },
      trigger: {
        message: { Body: 'hello' },
        parent: { flow_sid: 'FW1', execution_sid: 'FN1', trigger_type: 'incomingMessage', step_sid: 'FN1.3' },
      },
    });
  });

  test('waits like any flow, and gives its variables back as outputs', () => {
    const customer = play(publish(parent, { FW2: child }));
    customer.reply('blue');
    expect(customer.texts).toEqual(['after: blue parent ']);
    expect(variablesOf(customer.last.run)).toEqual({ who: 'Ana', shared: 'parent' });
    expect(customer.path).toEqual([
      'colour incomingMessage keep',
      'keep next Ended',
      'sub completed after',
      'after sent Ended',
    ]);
  });

  test('that breaks down leaves by failed, without outputs', () => {
    const broken = define(set('keep', { colour: 'red' }, 'oops'), say('oops', '{{ (1..99999999) }}'));
    expect(play(publish(parent, { FW2: broken })).texts).toEqual(['failed: ']);
  });

  test('that was not published leaves by failed', () => {
    expect(play(publish(parent)).texts).toEqual(['failed: ']);
  });

  test('cannot run a subflow itself', () => {
    const nested = define({ ...sub, transitions: [{ event: 'completed' }] });
    expect(play(publish(parent, { FW2: nested })).texts).toEqual(['failed: ']);
  });

  test('counts its steps with those of its parent', () => {
    const loop = define(set('a', { x: '1' }, 'b'), set('b', { x: '2' }, 'a'));
    const customer = play(publish(parent, { FW2: loop }));
    expect(customer.ended).toMatchObject({ reason: 'too many steps' });
    expect(customer.last.run.steps).toBe(1_000);
  });

  test('brings its conversation back to its parent', () => {
    const opens = define(widget('open', 'start-conversation', {}, { created: '' }));
    const flow = define({ ...sub }, say('after', '{{flow.channel.sid}} {{flow.channel.address}}'));
    const customer = play(publish(flow, { FW2: opens }), { trigger: 'incomingRequest', parameters: {} });
    expect(customer.texts).toEqual(['CH1 +15550199']);
  });

  test('can be run again', () => {
    const twice = define(sub, say('after', '{{widgets.sub.colour}}', { sent: 'sub' }));
    const customer = play(publish(twice, { FW2: child }));
    customer.reply('blue');
    expect(customer.texts[0]).toBe('blue');
    customer.reply('red');
    expect(customer.texts[0]).toBe('red');
  });
});
