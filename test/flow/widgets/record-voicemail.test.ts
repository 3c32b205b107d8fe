import { expect, test } from 'vitest';
import { define, play, publish, ringing, say, widget } from '../build.ts';

const exits = { recordingComplete: 'thanks', noAudio: 'nothing', hangup: 'gone' };
const call = (properties: Record<string, unknown> = {}) =>
  play(
    publish(
      define(
        widget('it', 'record-voicemail', properties, exits),
        widget('thanks', 'say-play', { say: 'Thanks for {{widgets.it.RecordingDuration}} seconds.' }),
        widget('nothing', 'say-play', { say: 'I heard nothing.' }),
        say('gone', 'Got {{widgets.it.RecordingUrl}}'),
      ),
    ),
    ringing,
  );

test('records with what Studio fills in', () => {
  expect(call().twiml).toBe(
    '<Record action="flow:recorded" timeout="5" maxLength="3600" trim="trim-silence" playBeep="true"/>' +
      '<Redirect>flow:noAudio</Redirect>',
  );
});

test('records as it is told', () => {
  const properties = {
    timeout: 3,
    finish_on_key: '#',
    max_length: '60',
    transcribe: true,
    transcription_callback_url: 'https://a.example/t',
    trim: 'do-not-trim',
    play_beep: 'false',
    recording_status_callback_url: 'https://a.example/r',
  };
  expect(call(properties).twiml).toContain(
    '<Record action="flow:recorded" timeout="3" finishOnKey="#" maxLength="60" transcribe="true" ' +
      'transcribeCallback="https://a.example/t" trim="do-not-trim" playBeep="false" ' +
      'recordingStatusCallback="https://a.example/r"/>',
  );
  expect(call({ transcribe: true }).twiml).not.toContain('transcribeCallback');
});

test('leaves with the recording, without audio, or when the caller has gone', () => {
  const patient = call();
  patient.back('recorded', { RecordingUrl: 'https://a.example/r', RecordingDuration: '7', Digits: '#' });
  expect(patient.twiml).toContain('Thanks for 7 seconds.');
  const silent = call();
  silent.back('noAudio');
  expect(silent.twiml).toContain('I heard nothing.');
  const hasty = call();
  const hungUp = { RecordingUrl: 'https://a.example/r', Digits: 'hangup', CallStatus: 'completed' };
  hasty.back('recorded', hungUp);
  expect(hasty.texts).toEqual(['Got https://a.example/r']);
  expect(hasty.twiml).toBeUndefined();
  const gone = call();
  gone.hangUp();
  expect(gone.path).toEqual(['it hangup gone', 'gone sent Ended']);
});
