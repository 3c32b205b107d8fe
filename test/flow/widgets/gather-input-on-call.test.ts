import { describe, expect, test } from 'vitest';
import { define, play, publish, ringing, widget } from '../build.ts';

const exits = { keypress: 'pressed', speech: 'spoke', timeout: 'silent' };
const call = (properties: Record<string, unknown> = {}) =>
  play(
    publish(
      define(
        widget('it', 'gather-input-on-call', { say: 'Press 1.', ...properties }, exits),
        widget('pressed', 'say-play', { say: 'You pressed {{widgets.it.Digits}}.' }, { audioComplete: 'it' }),
        widget('spoke', 'say-play', { say: '{{widgets.it.SpeechResult}} {{widgets.it.Confidence}}' }),
        widget('silent', 'say-play', { say: 'Hello?' }),
      ),
    ),
    ringing,
  );

describe('asks', () => {
  test('with what Studio fills in', () => {
    expect(call().twiml).toBe(
      '<Gather input="dtmf speech" action="flow:gathered" timeout="5" language="en-US" speechTimeout="auto" ' +
        'profanityFilter="true" finishOnKey="#"><Say>Press 1.</Say></Gather><Redirect>flow:timeout</Redirect>',
    );
  });

  test('with all that it is told', () => {
    const properties = {
      say: '',
      play: 'https://a.example/menu.mp3',
      loop: 2,
      timeout: '8',
      finish_on_key: '*',
      number_of_digits: '4',
      hints: 'yes,no',
      gather_language: 'de-DE',
      speech_timeout: '3',
      speech_model: 'numbers_and_commands',
      profanity_filter: 'false',
    };
    expect(call(properties).twiml).toBe(
      '<Gather input="dtmf speech" action="flow:gathered" timeout="8" numDigits="4" hints="yes,no" language="de-DE" ' +
        'speechTimeout="3" speechModel="numbers_and_commands" profanityFilter="false" finishOnKey="*">' +
        '<Play loop="2">https://a.example/menu.mp3</Play></Gather><Redirect>flow:timeout</Redirect>',
    );
  });

  test.each([
    [false, 'finishOnKey=""'],
    ['false', 'finishOnKey=""'],
    [true, 'finishOnKey="#"'],
  ])('a key that stops it: %j', (stop_gather, attribute) => expect(call({ stop_gather }).twiml).toContain(attribute));

  test('for 30 seconds and 30 digits at most', () => {
    expect(call({ timeout: 99, number_of_digits: 99 }).twiml).toContain('timeout="30" numDigits="30"');
  });
});

describe('goes on', () => {
  test('by keypress, with the digits', () => {
    const caller = call();
    caller.back('gathered', { Digits: '42', FromCity: 'RENO' });
    expect(caller.twiml).toContain('You pressed 42.');
    expect(caller.output('it')).toEqual({ Digits: '42', FromCity: 'RENO' });
  });

  test('by speech, with what was understood', () => {
    const caller = call();
    caller.back('gathered', { SpeechResult: 'billing', Confidence: '0.9' });
    expect(caller.twiml).toContain('billing 0.9');
  });

  test('by timeout, when nothing came or only the key that ends it', () => {
    const silent = call();
    silent.back('timeout');
    expect(silent.twiml).toContain('Hello?');
    const hasty = call();
    hasty.back('gathered', { Digits: '' });
    expect(hasty.path).toEqual(['it timeout silent']);
  });

  test('with another token each time, so that a request of the last round changes nothing', () => {
    const caller = call();
    const old = caller.last.run.waiting?.token ?? '';
    caller.back('gathered', { Digits: '1' });
    caller.back('audioComplete');
    const { run } = caller.last;
    expect(run.waiting?.token).not.toBe(old);
    caller.feed({ type: 'voice', at: 0, token: old, event: 'gathered', parameters: { Digits: '2' } });
    expect(caller.last).toEqual({ run, effects: [], ended: false, trace: [] });
  });
});
