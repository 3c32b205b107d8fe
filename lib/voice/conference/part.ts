import { type ConferenceStore, currentOf, presentIn } from './conference.ts';
import type { Telephony } from './telephony.ts';

/**
 * Takes a worker out of the call of a customer, or ends our part of it for everybody; nothing where they have left. Throws as
 * `openTelephony` says.
 */
export async function partCall(
  { conferences, telephony }: { conferences: ConferenceStore; telephony: Telephony },
  callSid: string,
  worker: string | undefined,
): Promise<void> {
  const conference = currentOf(await conferences.of(callSid));
  if (!conference) return;
  if (worker === undefined) await telephony.end(conference.sid);
  else
    for (const { leg, who, name } of presentIn(conference))
      if (who === 'agent' && name === worker) await telephony.hangUp(leg);
}
