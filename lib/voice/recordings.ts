import type { Content, ThreadEvent } from '../message.ts';
import type { Call } from './call.ts';
import { noteOf } from './notes.ts';

/**
 * A recording or a transcription that a webhook of a call speaks of, as an event of its own: Twilio tells of one recording
 * up to twice, by the address of its widget and by the callback, and it is noted once.
 * https://www.twilio.com/docs/voice/twiml/record
 */
export function recordingNotes(call: Call, parameters: Record<string, string>, at: number): ThreadEvent[] {
  const note = (sid: string, content: Content) =>
    noteOf(call, at, [], { part: sid, lines: [{ direction: 'in', by: 'customer', content }] });
  const { TranscriptionSid, TranscriptionStatus, TranscriptionText } = parameters;
  if (TranscriptionSid && TranscriptionStatus === 'completed' && TranscriptionText)
    return [note(TranscriptionSid, { type: 'text', text: TranscriptionText })];
  const { RecordingSid, RecordingUrl, RecordingDuration, RecordingStatus = 'completed' } = parameters;
  if (TranscriptionSid || !RecordingSid || !RecordingUrl || RecordingStatus !== 'completed') return [];
  const name = RecordingDuration ? `Recording, ${RecordingDuration} s` : 'Recording';
  return [note(RecordingSid, { type: 'media', url: RecordingUrl, mediaType: 'audio/wav', name })];
}
