import { expect, test } from 'vitest';
import { define, play, publish, ringing, say, widget } from '../build.ts';

const flow = (properties: Record<string, unknown>) =>
  publish(
    define(
      widget('it', 'say-play', properties, { audioComplete: 'next' }),
      widget('next', 'say-play', { say: 'Next.' }, { audioComplete: '' }),
    ),
  );
const then = '<Redirect>flow:audioComplete</Redirect>';

test.each([
  ['text', { say: 'Hello {{trigger.call.From}}' }, '<Say>Hello +15550100</Say>'],
  [
    'a voice and a language, several times',
    { say: 'Hi', voice: 'Polly.Joanna', language: 'en-US', loop: 3 },
    '<Say voice="Polly.Joanna" language="en-US" loop="3">Hi</Say>',
  ],
  ['the voice of the account', { say: 'Hi', voice: 'default', loop: '1' }, '<Say>Hi</Say>'],
  ['not for ever', { say: 'Hi', loop: 1_000 }, '<Say loop="99">Hi</Say>'],
  ['a recording', { play: ' https://a.example/a.mp3 ', loop: 2 }, '<Play loop="2">https://a.example/a.mp3</Play>'],
  ['keys', { digits: 'ww12#' }, '<Play digits="ww12#"/>'],
  ['SSML', { say: 'One<break time="1s"/>two' }, '<Say>One<break time="1s"/>two</Say>'],
])('%s', (_, properties, twiml) => expect(play(flow(properties), ringing).twiml).toBe(twiml + then));

test('goes on when the call comes back, and hangs up at the end', () => {
  const caller = play(flow({ say: 'Hi' }), ringing);
  expect(caller.last.effects).toEqual([
    expect.objectContaining({ type: 'twiml', key: 'FN1.2', token: 'FN1.2', elements: expect.any(Array) }),
  ]);
  expect(caller.last.run.waiting).toEqual({ for: 'voice', token: 'FN1.2' });
  caller.back('audioComplete');
  expect(caller.twiml).toBe(`<Say>Next.</Say>${then}`);
  caller.back('audioComplete');
  expect(caller.twiml).toBe('<Hangup/>');
  expect(caller.ended).toEqual({ reason: 'ended' });
});

test('with nothing to play it goes on at once', () => {
  expect(play(flow({ say: '{{nothing}}' }), ringing).path).toContain('it audioComplete next');
});

test('can also send a text', () => {
  const flow = define(say('text', 'We will call back.', { sent: 'it' }), widget('it', 'say-play', { say: 'Bye' }));
  const caller = play(publish(flow), ringing);
  expect(caller.texts).toEqual(['We will call back.']);
  expect(caller.twiml).toContain('Bye');
});
