import { expect, test } from 'vitest';
import { define, play, publish, ringing, widget } from '../build.ts';

const call = (properties: Record<string, unknown>) =>
  play(
    publish(
      define(
        widget('it', 'run-conversation-relay', properties, { success: 'ok', failed: 'bad' }),
        widget('ok', 'say-play', { say: 'ok {{widgets.it.HandoffData}}' }),
        widget('bad', 'say-play', { say: 'bad' }),
      ),
    ),
    ringing,
  );

test('connects the call, and goes on when the session is over', () => {
  const caller = call({
    url: 'wss://a.example/{{trigger.call.CallSid}}',
    welcome_greeting: 'Hi',
    tts_provider: 'Google',
    voice: 'en-US-Journey-O',
    dtmf_detection: true,
    parameters: [{ key: 'a', value: 'b' }],
  });
  expect(caller.twiml).toBe(
    '<Connect action="flow:relayed"><ConversationRelay url="wss://a.example/CA1" welcomeGreeting="Hi" ' +
      'ttsProvider="Google" voice="en-US-Journey-O" dtmfDetection="true"><Parameter name="a" value="b"/>' +
      '</ConversationRelay></Connect>',
  );
  caller.back('relayed', { SessionStatus: 'ended', HandoffData: 'agent' });
  expect(caller.twiml).toContain('ok agent');
});

test('leaves by failed', () => {
  const caller = call({ url: 'wss://a.example' });
  caller.back('relayed', { SessionStatus: 'failed', ErrorMessage: 'no answer' });
  expect(caller.twiml).toContain('bad');
  expect(caller.last.trace[0]).toMatchObject({ reason: 'no answer' });
  expect(call({ url: 'https://a.example' }).twiml).toContain('bad');
});
