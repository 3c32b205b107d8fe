import type { FlowEffect } from '../flow/event.ts';
import { addressOf, statusAddress } from './addresses.ts';
import type { Call } from './call.ts';
import { moveCall } from './go-on.ts';
import type { CallRequest } from './request.ts';
import type { VoiceWorld } from './world.ts';

/**
 * Places the calls that a flow asked for, once its execution is written down: Twilio may come back faster than we. A call
 * that Twilio refuses goes on by `failed`. https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
 */
export async function dialAll(
  world: VoiceWorld,
  call: Call,
  effects: FlowEffect[],
  request: CallRequest,
): Promise<void> {
  const [dial] = effects.filter((effect) => effect.type === 'dial');
  if (!dial) return;
  const { from, to, token, parameters } = dial;
  const status = statusAddress(request.base, token);
  const refusal = await world.dial({
    From: from,
    To: to,
    ...(parameters.Record === 'true' && { RecordingStatusCallback: status }),
    ...parameters,
    Url: addressOf(request.base, token)('answered'),
    StatusCallback: status,
  });
  if (refusal === undefined) return;
  world.log('Twilio does not place a call', { flow: call.run.flow.name, reason: refusal });
  const failed = {
    type: 'voice',
    at: world.now(),
    token,
    event: 'failed',
    parameters: { CallStatus: 'failed' },
  } as const;
  await moveCall(world, call, failed, { request });
}
