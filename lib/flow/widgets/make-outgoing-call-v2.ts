import * as z from 'zod';
import { dial, dialled, dialOutputs } from '../dial.ts';
import { flag, text, whole } from '../properties.ts';
import { defineWidget } from '../widget.ts';

/** Calls the customer. https://www.twilio.com/docs/studio/widget-library/make-outgoing-call */
export const makeOutgoingCallV2 = defineWidget({
  type: 'make-outgoing-call-v2',
  summary: 'Calls the customer, and goes on when the call is answered or is not.',
  properties: z.object({
    from: text(),
    to: text(),
    record: flag,
    recording_channels: text('mono'),
    recording_status_callback: text(),
    trim: text('do-not-trim'),
    detect_answering_machine: flag,
    machine_detection: text('Enable'),
    machine_detection_timeout: text('30'),
    machine_detection_speech_threshold: text('2400'),
    machine_detection_speech_end_threshold: text('1200'),
    machine_detection_silence_timeout: text('5000'),
    send_digits: text(),
    timeout: whole(60, 1, 600),
    sip_auth_username: text(),
    sip_auth_password: text(),
  }),
  transitions: ['answered', 'busy', 'noAnswer', 'failed'],
  outputs: dialOutputs,
  differences: ['It may be reached from a message too, and not while there is a call: that leaves by `failed`.'],
  enter({ from, to, timeout, ...properties }, context) {
    const parameters = {
      ...(properties.record && {
        Record: 'true',
        RecordingChannels: properties.recording_channels,
        RecordingStatusCallback: properties.recording_status_callback,
        Trim: properties.trim,
      }),
      ...(properties.detect_answering_machine && {
        MachineDetection: properties.machine_detection,
        MachineDetectionTimeout: properties.machine_detection_timeout,
        MachineDetectionSpeechThreshold: properties.machine_detection_speech_threshold,
        MachineDetectionSpeechEndThreshold: properties.machine_detection_speech_end_threshold,
        MachineDetectionSilenceTimeout: properties.machine_detection_silence_timeout,
      }),
      SendDigits: properties.send_digits,
      SipAuthUsername: properties.sip_auth_username,
      SipAuthPassword: properties.sip_auth_password,
    };
    return dial(context, { from, to, timeout, parameters });
  },
  resume: dialled,
});
