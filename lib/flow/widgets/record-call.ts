import * as z from 'zod';
import { flag, httpMethod, text } from '../properties.ts';
import { element } from '../twiml.ts';
import { defineVoiceWidget } from '../voice-widget.ts';

/** The one recording of a call has this name, so that it can be stopped. */
const name = 'seaway';

/** Begins or ends the recording of the call. https://www.twilio.com/docs/voice/twiml/recording */
export const recordCall = defineVoiceWidget({
  type: 'record-call',
  summary: 'Begins to record the call, or ends that.',
  properties: z.object({
    record_call: flag,
    recording_status_callback: text(),
    recording_status_callback_method: httpMethod('POST'),
    recording_status_callback_events: text(),
    recording_channels: text('dual'),
    trim: text(),
  }),
  transitions: ['success', 'failed'],
  outputs: ['CallSid', 'Status', 'Channels', 'Source'],
  differences: ["The recording's own `Sid` and `Uri` come with its status callback, not into the flow."],
  enter(properties) {
    if (!properties.record_call)
      return { wait: 'voice', say: [element('Stop', {}, [element('Recording', { name })])], otherwise: 'stopped' };
    const recording = element('Recording', {
      name,
      channels: properties.recording_channels,
      trim: properties.trim,
      recordingStatusCallback: properties.recording_status_callback,
      recordingStatusCallbackMethod:
        properties.recording_status_callback && properties.recording_status_callback_method,
      // TwiML separates several with a space.
      recordingStatusCallbackEvent: properties.recording_status_callback_events.replace(/[\s,]+/g, ' ').trim(),
    });
    const output = {
      Channels: properties.recording_channels === 'mono' ? '1' : '2',
      Source: 'StartCallRecordingTwiML',
    };
    return { output, wait: 'voice', say: [element('Start', {}, [recording])], otherwise: 'started' };
  },
  back: (event, parameters) => ({
    output: { ...parameters, Status: event === 'started' ? 'in-progress' : 'stopped' },
    leave: 'success',
  }),
});
