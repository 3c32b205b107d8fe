import * as z from 'zod';
import type { Whose } from './address.ts';
import type { ConferenceEvent, Seat } from './conference.ts';
import { readLabel } from './label.ts';

const truth = z.stringbool().catch(false);
const formSchema = z.object({
  ConferenceSid: z.string().min(1),
  StatusCallbackEvent: z.string(),
  SequenceNumber: z.coerce.number().catch(0),
  Timestamp: z.string().optional(),
  CallSid: z.string().optional(),
  ParticipantLabel: z.string().optional(),
  Muted: truth,
  Hold: truth,
  Coaching: truth,
});

/**
 * What a conference's status callback says; undefined for what is of no use here. `now` is epoch milliseconds, for events
 * that do not tell their time. https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallback
 */
export function readConferenceEvent(
  parameters: Record<string, string>,
  whose: Pick<Whose, 'callSid' | 'worker'>,
  now: number,
): ConferenceEvent | undefined {
  const form = formSchema.safeParse(parameters).data;
  if (!form) return undefined;
  const { ConferenceSid: conference, StatusCallbackEvent: name, CallSid: leg, Timestamp } = form;
  const told = Date.parse(Timestamp ?? '');
  const at = Number.isNaN(told) ? now : told;
  const about = { conference, callSid: whose.callSid, at };
  if (name === 'conference-start') return { ...about, type: 'started' };
  if (name === 'conference-end') return { ...about, type: 'ended' };
  if (!seated.has(name) || !leg) return undefined;
  const seat = {
    ...whoIn(leg, form.ParticipantLabel, whose),
    leg,
    present: name !== 'participant-leave',
    muted: form.Muted,
    held: form.Hold,
    coaching: form.Coaching,
    sequence: form.SequenceNumber,
    at,
  };
  return { ...about, type: 'seat', seat };
}

const seated = new Set(
  ['join', 'leave', 'mute', 'unmute', 'hold', 'unhold', 'modify'].map((what) => `participant-${what}`),
);

/** TaskRouter gives the first agent's telephone no label of ours. */
function whoIn(
  leg: string,
  label: string | undefined,
  { callSid, worker }: Pick<Whose, 'callSid' | 'worker'>,
): Pick<Seat, 'who' | 'name'> {
  if (leg === callSid) return { who: 'customer' };
  const called = readLabel(label);
  return called ? { who: called.who, name: called.worker } : { who: 'agent', name: worker };
}
