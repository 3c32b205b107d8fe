import type { Effect } from '../../effect.ts';
import { type ConferenceStore, currentOf, presentIn } from './conference.ts';
import { labelOf } from './label.ts';
import type { Telephony } from './telephony.ts';

/**
 * Takes a worker out of the call of a customer, also where their telephone rings as yet, or ends our part of it for everybody;
 * nothing where they have left. Throws as `openTelephony` says.
 */
export async function partCall(
  { conferences, telephony }: { conferences: ConferenceStore; telephony: Pick<Telephony, 'end' | 'hangUp' | 'remove'> },
  { callSid, worker, reservation }: Pick<Extract<Effect, { type: 'part-call' }>, 'callSid' | 'worker' | 'reservation'>,
): Promise<void> {
  const conference = currentOf(await conferences.of(callSid));
  if (!conference) return;
  if (!worker) {
    await telephony.end(conference.sid);
    return;
  }
  for (const { leg, who, name } of presentIn(conference))
    if (who === 'agent' && name === worker.name) await telephony.hangUp(leg);
  if (reservation === undefined) return;
  const offer = { workerSid: worker.sid, reservation };
  await telephony.remove(conference.sid, labelOf({ who: 'agent', worker: worker.name, offer }));
}
