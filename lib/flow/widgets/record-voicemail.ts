import * as z from 'zod';
import { flag, text, whole } from '../properties.ts';
import { element, isOver } from '../twiml.ts';
import { defineVoiceWidget } from '../voice-widget.ts';

/** Four hours, Twilio's longest recording. */
const longest = 14_400;

/** Records what the caller says. https://www.twilio.com/docs/studio/widget-library/record-voicemail */
export const recordVoicemail = defineVoiceWidget({
  type: 'record-voicemail',
  summary: 'Records what the caller says, and has it transcribed if asked to.',
  properties: z.object({
    timeout: whole(5, 1, longest),
    finish_on_key: text(),
    max_length: whole(3_600, 1, longest),
    transcribe: flag,
    transcription_callback_url: text(),
    trim: text('trim-silence'),
    play_beep: text('true'),
    recording_status_callback_url: text(),
  }),
  ignores: ['save_response_as'],
  transitions: ['recordingComplete', 'noAudio', 'hangup'],
  outputs: ['RecordingUrl', 'RecordingDuration', 'RecordingSid', 'Digits', 'CallSid', 'CallStatus'],
  differences: ['Where no callback is named, the recording and its transcription come in as messages on the thread.'],
  enter: (properties) => ({
    wait: 'voice',
    say: [
      element('Record', {
        action: 'flow:recorded',
        timeout: properties.timeout,
        finishOnKey: properties.finish_on_key,
        maxLength: properties.max_length,
        transcribe: properties.transcribe || undefined,
        transcribeCallback: properties.transcription_callback_url,
        trim: properties.trim,
        playBeep: properties.play_beep,
        recordingStatusCallback: properties.recording_status_callback_url,
      }),
    ],
    otherwise: 'noAudio',
  }),
  back(event, parameters) {
    if (event === 'noAudio') return { leave: 'noAudio' };
    // Who ends a recording by hanging up has left it all the same.
    const hungUp = parameters.Digits === 'hangup' || isOver(parameters);
    return { output: parameters, leave: hungUp ? 'hangup' : 'recordingComplete' };
  },
});
