import type { Call } from './call.ts';
import { moveCall } from './go-on.ts';
import type { CallRequest } from './request.ts';
import type { VoiceWorld } from './world.ts';

/**
 * A timer of a call's flow fired: the flow goes on, unless the call came back first, and a caller who is still there is
 * taken from where they are. Undefined where another webhook of the call was faster.
 */
export async function wakeUp(world: VoiceWorld, call: Call, request: CallRequest): Promise<'done' | undefined> {
  const token = request.back?.token ?? '';
  if (call.run.waiting?.for !== 'voice' || call.run.waiting.token !== token) return 'done';
  const moved = await moveCall(world, call, { type: 'timeout', at: world.now(), token }, { request });
  if (!moved || call.sid === undefined || call.run.call !== 'live') return moved && 'done';
  const refusal = await world.interrupt(call.sid, moved.twiml);
  if (refusal !== undefined) world.log('a call cannot be taken back', { flow: call.run.flow.name, reason: refusal });
  return 'done';
}
