import type { Deed } from '../deed.ts';
import { ourVoices } from '../voice/conference/conference.ts';
import type { Doing } from './calls.ts';
import { eventIdOf } from './id.ts';
import type { Act } from './protocol/call.ts';
import type { Agent, World } from './world.ts';

/**
 * The agent hangs up. Who leaves while a colleague is in the call hands it over to them, or as the one who was asked gives it
 * back; else it is over for everybody, and its end has it wrapped up. Gives whether there was anything to end.
 */
export async function hangUp(
  { phone, enqueue, now }: World,
  { worker, supervisor }: Agent,
  { id, state, conference }: Doing<Extract<Act, { type: 'hang-up' }>>,
): Promise<boolean> {
  const { handOff, thread } = state;
  const colleague = handOff?.transfer?.worker;
  const isTwo = ourVoices(conference).some(({ name }) => name !== worker.name);
  if (!colleague || !isTwo) return phone.telephony.end(conference.sid);
  const deed: Deed = { type: colleague.sid === worker.sid ? 'take-back' : 'hand-over' };
  const did = eventIdOf('did', { worker, thread }, id);
  await enqueue({ type: 'agent-did', id: did, thread, at: now(), worker, supervisor, deed });
  return true;
}
