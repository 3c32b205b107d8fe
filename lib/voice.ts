import { Transient } from './errors.ts';
import { beginCall } from './voice/begin.ts';
import { executionIn, executionOf } from './voice/call.ts';
import { hangup } from './voice/farewell.ts';
import { goOn } from './voice/go-on.ts';
import type { CallRequest } from './voice/request.ts';
import { takeCallStatus } from './voice/status.ts';
import { renderTwiml } from './voice/twiml.ts';
import { wakeUp } from './voice/wake-up.ts';
import type { VoiceWorld } from './voice/world.ts';

/**
 * The heart of the voice side: takes a webhook of a call, a new one or one that comes back from its TwiML, and gives the
 * TwiML that the call goes on with. A request that comes twice gets the same answer twice. Throws Transient where the table
 * or the queue is out of reach, Permanent where no flow answers.
 */
export function answerCall(world: VoiceWorld, request: CallRequest): Promise<string> {
  const { back } = request;
  const execution = executionOfRequest(request);
  return untilWritten(async () => {
    if (back === undefined) return beginCall(world, request, execution);
    const call = await world.calls.read(execution);
    if (call) return goOn(world, call, request, back);
    world.log('a call came back that never began here', { account: request.account, execution });
    return renderTwiml([hangup], String);
  });
}

/** Takes what is told of a call on the side: it is over, recorded or transcribed, or a timer fired. Throws as above. */
export function takeStatus(world: VoiceWorld, request: CallRequest): Promise<'done'> {
  const execution = executionOfRequest(request);
  return untilWritten(async () => {
    const call = await world.calls.read(execution);
    if (!call) return 'done';
    return request.back?.event === 'timeout' ? wakeUp(world, call, request) : takeCallStatus(world, call, request);
  });
}

const executionOfRequest = ({ account, back, parameters }: CallRequest): string =>
  back?.token === undefined ? executionOf(account, parameters.CallSid ?? '') : executionIn(back.token);

/** Of two webhooks of a call at once one is written first; the other is thought through again. */
async function untilWritten<Answer>(attempt: () => Promise<Answer | undefined>): Promise<Answer> {
  for (let tries = 1; tries <= 5; tries += 1) {
    const answer = await attempt();
    if (answer !== undefined) return answer;
  }
  throw new Transient('others kept writing to this call: Twilio may try again');
}
