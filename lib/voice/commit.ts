import { customerOf } from '../conversation/customer-of.ts';
import { Permanent } from '../errors.ts';
import type { FlowEffect } from '../flow/event.ts';
import type { End, Run } from '../flow/run.ts';
import { addressOf, statusAddress, withCallbacks } from './addresses.ts';
import type { Advanced } from './advance.ts';
import type { Call } from './call.ts';
import { type Enqueued, enqueueAsTask } from './enqueue.ts';
import { farewell, hangup } from './farewell.ts';
import { notesOf } from './notes.ts';
import { recordingNotes } from './recordings.ts';
import type { CallRequest } from './request.ts';
import { renderTwiml } from './twiml.ts';
import { heardLines, type Line, spokenLines } from './words.ts';
import type { VoiceWorld } from './world.ts';

/** A call that an event has moved. */
export type Moved = {
  /** As it was read; version 0 where it is new. */
  before: Call;
  /** What was known of the caller before. */
  known: Record<string, unknown>;
  advanced: Advanced;
  request: Pick<CallRequest, 'base' | 'parameters' | 'idempotency'>;
  /** What the transcript says of the event besides what was said and pressed. */
  lines?: Line[];
  /** Nobody is on the phone any more. */
  over?: boolean;
  /** The call begins, and only as the one call of its pair: after this newest one. */
  after?: { latest: string | undefined } | undefined;
};

/**
 * Writes down where a call is now and what it hears next, and only then tells the conversations. Undefined where somebody
 * else has written it meanwhile.
 */
export async function commitCall(world: VoiceWorld, moved: Moved): Promise<Call | undefined> {
  const { before, known, advanced, request, lines = [], over = false } = moved;
  const at = world.now();
  const callSid = request.parameters.CallSid ?? before.sid;
  const { run, elements, waits } = over
    ? { run: endOf(advanced.run, { reason: 'hung up' }), elements: [], waits: undefined }
    : await nextWords(world, { before, callSid }, advanced);
  const token = advanced.effects.findLast(isTwiml)?.token ?? before.execution;
  const call: Call = {
    ...before,
    version: before.version + 1,
    sid: callSid,
    run,
    twiml: renderTwiml(
      elements.map((element) => withCallbacks(element, statusAddress(request.base, token))),
      addressOf(request.base, token),
    ),
    request: request.idempotency,
    notes: [],
  };
  call.notes = notesOf(world, call, {
    at,
    lines: [...lines, ...heardLines(request.parameters), ...spokenLines(elements)],
    effects: advanced.effects,
    known,
    waits,
  });
  const { events, steps } = advanced;
  if (!(await world.calls.save(call, { events, steps, run }, at, moved.after))) return undefined;
  await world.enqueue([...before.notes, ...recordingNotes(call, request.parameters, at), ...call.notes]);
  return call;
}

type Words = { run: Run } & Enqueued;

type Whose = { before: Call; callSid: string | undefined };

async function nextWords(world: VoiceWorld, whose: Whose, advanced: Advanced): Promise<Words> {
  const words = await wordsOf(world, whose, advanced);
  return { ...words, elements: [...advanced.first, ...words.elements] };
}

async function wordsOf(
  world: VoiceWorld,
  { before, callSid }: Whose,
  { effects, ended, run }: Advanced,
): Promise<Words> {
  if (ended && ended.fault !== undefined) return breakDown(world, run, ended.fault);
  const twiml = effects.findLast(isTwiml);
  if (!twiml) return { run, elements: [hangup] };
  try {
    return { run, ...(await enqueueAsTask(world, twiml, { call: before, run, callSid })) };
  } catch (error) {
    if (!(error instanceof Permanent)) throw error;
    return breakDown(world, run, error.message);
  }
}

function breakDown(world: VoiceWorld, run: Run, fault: string): Words {
  world.log('a flow broke down', { flow: run.flow.name, revision: run.flow.revision, fault });
  return { run: endOf(run, { reason: 'fault', fault }), elements: farewell(world.broken, customerOf(run)) };
}

function endOf({ waiting: _, ...run }: Run, end: End): Run {
  return run.ended ? run : { ...run, ended: end };
}

const isTwiml = (effect: FlowEffect) => effect.type === 'twiml';
