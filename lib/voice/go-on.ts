import { customerOf } from '../conversation/customer-of.ts';
import type { FlowEvent } from '../flow/event.ts';
import { advanceLive } from './advance.ts';
import type { Call } from './call.ts';
import { commitCall } from './commit.ts';
import { dialAll } from './dial.ts';
import type { CallRequest } from './request.ts';
import type { Line } from './words.ts';
import type { VoiceWorld } from './world.ts';

/**
 * A call comes back from its TwiML: the flow goes on. A request that the flow has gone on from already was sent twice, and
 * is answered as it was. Undefined where another webhook of the call was faster.
 */
export async function goOn(
  world: VoiceWorld,
  call: Call,
  request: CallRequest,
  { event, token }: { event: string; token?: string | undefined },
): Promise<string | undefined> {
  const { waiting } = call.run;
  const repeated = request.idempotency !== undefined && request.idempotency === call.request;
  if (repeated || waiting?.for !== 'voice' || (token !== undefined && token !== waiting.token))
    return repeat(world, call);
  const { parameters } = request;
  const voice = { type: 'voice', at: world.now(), token: waiting.token, event, parameters } as const;
  return (await moveCall(world, call, voice, { request }))?.twiml;
}

/** Moves a call that has begun by one event. Undefined where somebody else has moved it meanwhile. */
export async function moveCall(
  world: VoiceWorld,
  call: Call,
  event: FlowEvent,
  about: { request: CallRequest; lines?: Line[]; over?: boolean },
): Promise<Call | undefined> {
  const { name, revision } = call.run.flow;
  const flow = await world.flows.revision(name, revision);
  const advanced = await advanceLive(world, flow, call.run, event);
  const moved = await commitCall(world, { before: call, known: customerOf(call.run), advanced, ...about });
  if (moved) await dialAll(world, moved, advanced.effects, about.request);
  return moved;
}

/** The same answer again; what was noted with it is handed on once more, should a crash have kept it back. */
export async function repeat(world: VoiceWorld, call: Call): Promise<string> {
  await world.enqueue(call.notes);
  return call.twiml;
}
