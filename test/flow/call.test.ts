import { describe, expect, test } from 'vitest';
import { advance } from '../../lib/flow/engine.ts';
import { ask, define, noon, play, publish, ringing, say, set, widget } from './build.ts';

const speak = (name: string, text: string, next = '') =>
  widget(name, 'say-play', { say: text }, { audioComplete: next });
const talk = publish(define(speak('one', 'One.', 'two'), speak('two', 'Two.')));

describe('an execution on the phone', () => {
  test('hears one thing after the other, each with a token of its own', () => {
    const caller = play(talk, ringing);
    const first = caller.last.run.waiting;
    caller.back('audioComplete');
    expect(caller.twiml).toContain('Two.');
    expect(first).toEqual({ for: 'voice', token: 'FN1.2' });
    expect(caller.last.run.waiting).toEqual({ for: 'voice', token: 'FN1.3' });
  });

  test.each([
    [
      'a voice event with an old token',
      { type: 'voice', at: noon, token: 'FN1.1', event: 'audioComplete', parameters: {} },
    ],
    ['a message', { type: 'message', at: noon, parameters: { Body: 'hey' } }],
    ['a timeout with an old token', { type: 'timeout', at: noon, token: 'FN1.1' }],
    ['what a bot says unasked', { type: 'bot', at: noon, result: { failure: 'x' } }],
  ] as const)('is not moved by %s', (_, event) => {
    const { run } = play(talk, ringing).last;
    expect(advance(talk, run, event)).toEqual({ run, effects: [], ended: false, trace: [] });
  });

  test('ends without a fault when the caller hangs up, in a subflow too', () => {
    const caller = play(talk, ringing);
    caller.hangUp();
    expect(caller.ended).toEqual({ reason: 'hung up' });
    expect(caller.last.effects).toEqual([]);
    const parent = define(widget('sub', 'run-subflow', { flow_sid: 'FW2' }, { completed: 'after' }), say('after', 'x'));
    const inside = play(publish(parent, { FW2: talk.definition }), ringing);
    inside.hangUp();
    expect(inside.ended).toEqual({ reason: 'hung up' });
  });

  test('may still work when the caller has gone, but speaks no more', () => {
    const flow = define(
      widget('record', 'record-voicemail', {}, { hangup: 'keep' }),
      set('keep', { length: '{{widgets.record.CallDuration}}' }, 'text'),
      say('text', '{{flow.variables.length}} s', { sent: 'bye' }),
      speak('bye', 'Bye.', 'text'),
    );
    const caller = play(publish(flow), ringing);
    caller.hangUp({ CallStatus: 'completed', CallDuration: '9' });
    expect(caller.texts).toEqual(['9 s']);
    expect(caller.twiml).toBeUndefined();
    expect(caller.ended).toEqual({ reason: 'hung up' });
  });

  test('is hung up where its flow ends, well or not', () => {
    const well = play(publish(define(say('only', 'Hi'))), ringing);
    expect(well.twiml).toBe('<Hangup/>');
    const broken = play(publish(define(speak('only', '{{ (1..99999999) }}'))), ringing);
    expect(broken.twiml).toBe('<Hangup/>');
    expect(broken.ended).toMatchObject({ fault: expect.stringContaining('"only" cannot run') });
  });

  test('waits for nobody while it asks the web', () => {
    const fetch = widget('fetch', 'make-http-request', { url: 'https://a.example' }, { success: 'tell' });
    const caller = play(publish(define(fetch, speak('tell', '{{widgets.fetch.parsed.a}}'))), ringing);
    expect(caller.twiml).toBeUndefined();
    caller.answered({ a: 'Sunny.' });
    expect(caller.twiml).toContain('Sunny.');
  });
});

test('what speaks on the phone cannot run in messages', () => {
  const flow = define(
    ask('ask', '?', { incomingMessage: 'record' }),
    widget('record', 'record-call', { record_call: true }, { failed: 'sorry' }),
    say('sorry', 'Sorry.', { sent: 'speak' }),
    speak('speak', 'Hi'),
  );
  const customer = play(publish(flow));
  customer.reply('x');
  expect(customer.texts).toEqual(['Sorry.']);
  expect(customer.last.trace[1]?.reason).toContain('this execution has no call');
  expect(customer.ended).toMatchObject({ fault: expect.stringContaining('"speak" cannot run') });
});

test('runs stored before calls were known are read', () => {
  const { run } = play(publish(define(ask('ask', '?')))).last;
  const { waits: _, heard: __, ...old } = run;
  expect(
    advance(
      publish(define(ask('ask', '?'))),
      { waits: 0, heard: '', ...old },
      { type: 'timeout', at: noon, token: 'FN1.2' },
    ).ended,
  ).toEqual({ reason: 'ended' });
});
