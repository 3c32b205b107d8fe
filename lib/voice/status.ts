import type { FlowEvent } from '../flow/event.ts';
import type { Call } from './call.ts';
import { moveCall } from './go-on.ts';
import { noteOf } from './notes.ts';
import { recordingNotes } from './recordings.ts';
import type { CallRequest } from './request.ts';
import { eventLine } from './words.ts';
import type { VoiceWorld } from './world.ts';

/** How a call ends, and by what a flow goes on that has placed it and waits for an answer. */
const endings = new Map([
  ['completed', 'failed'],
  ['busy', 'busy'],
  ['no-answer', 'noAnswer'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

/**
 * Something is told of a call on the side: it is over, however it ended, or a recording or transcription is there. Undefined
 * where another webhook of the call was faster. https://www.twilio.com/docs/voice/api/call-resource#statuscallback
 */
export async function takeCallStatus(world: VoiceWorld, call: Call, request: CallRequest): Promise<'done' | undefined> {
  const { parameters } = request;
  const recordings = recordingNotes(call, parameters, world.now());
  if (recordings.length > 0) await world.enqueue(recordings);
  const ending = endings.get(parameters.CallStatus ?? '');
  if (isAboutRecording(parameters) || ending === undefined) return 'done';
  if (isOfAnother(call, request)) return 'done';
  const at = world.now();
  if (call.run.ended) {
    await world.enqueue([
      ...call.notes,
      noteOf(call, at, [], { part: 'ended', lines: [endLine(parameters)], ended: true }),
    ]);
    return 'done';
  }
  const moved = await moveCall(world, call, eventOf(call, ending, at, parameters), {
    request,
    lines: [endLine(parameters)],
    over: call.run.call === 'live',
  });
  return moved && 'done';
}

const isAboutRecording = ({ RecordingStatus, TranscriptionSid }: Record<string, string>) =>
  RecordingStatus !== undefined || TranscriptionSid !== undefined;

/** A flow may have called again before the end of its last call was told. */
function isOfAnother({ run, sid }: Call, { back, parameters }: CallRequest): boolean {
  if (run.ended || run.call === 'live') return sid !== undefined && parameters.CallSid !== sid;
  return back?.token !== undefined && back.token !== run.waiting?.token;
}

/** Nobody was reached yet: the flow goes on without a call. Else it was hung up. */
function eventOf({ run }: Call, ending: string, at: number, parameters: Record<string, string>): FlowEvent {
  if (run.call === 'live' || run.waiting === undefined) return { type: 'hangup', at, parameters };
  return { type: 'voice', at, token: run.waiting.token, event: ending, parameters };
}

function endLine({ CallStatus, CallDuration }: Record<string, string>) {
  if (CallStatus !== 'completed') return eventLine(`The call ended: ${CallStatus}.`);
  return eventLine(CallDuration ? `The call ended after ${CallDuration} s.` : 'The call ended.');
}
