import { expect, test } from 'vitest';
import { define, play, publish, ringing, widget } from '../build.ts';

const call = (properties: Record<string, unknown>) =>
  play(
    publish(
      define(
        widget('it', 'record-call', properties, { success: 'on', failed: '' }),
        widget('on', 'say-play', { say: 'Status {{widgets.it.Status}} {{widgets.it.CallSid}}' }),
      ),
    ),
    ringing,
  );

test('begins a recording and goes on', () => {
  const caller = call({
    record_call: true,
    recording_status_callback: 'https://a.example/r',
    recording_status_callback_events: 'in-progress, completed',
    trim: 'trim-silence',
  });
  expect(caller.twiml).toBe(
    '<Start><Recording name="seaway" channels="dual" trim="trim-silence" recordingStatusCallback="https://a.example/r" ' +
      'recordingStatusCallbackMethod="POST" recordingStatusCallbackEvent="in-progress completed"/></Start>' +
      '<Redirect>flow:started</Redirect>',
  );
  caller.back('started', { CallSid: 'CA1' });
  expect(caller.twiml).toContain('Status in-progress CA1');
});

test('ends it', () => {
  const caller = call({ record_call: 'false' });
  expect(caller.twiml).toBe('<Stop><Recording name="seaway"/></Stop><Redirect>flow:stopped</Redirect>');
  caller.back('stopped', { CallSid: 'CA1' });
  expect(caller.twiml).toContain('Status stopped');
});
