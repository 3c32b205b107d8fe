import { randomUUID } from 'node:crypto';

/** Somebody's telephone that is in a conference, or is being called into it. */
export type Leg = {
  /** The SID of its call. */
  sid: string;
  /** The number or address that was called; the customer's own number. */
  address: string;
  label: string | undefined;
  state: 'ringing' | 'connected' | 'gone';
  muted: boolean;
  held: boolean;
  /** The one agent who hears this one. */
  coaches: string | undefined;
  endsOnExit: boolean;
  /** What was played to it, in brackets. */
  heard: string[];
  /** What becomes of the call when it is out of the conference; a telephone that we have called hangs up. */
  left(): Promise<void> | undefined;
};

/** A telephone that we call; it rings as yet. */
export const newLeg = (address: string, more: Partial<Leg> = {}): Leg => ({
  sid: `CA${randomUUID().replaceAll('-', '')}`,
  address,
  label: undefined,
  state: 'ringing',
  muted: false,
  held: false,
  coaches: undefined,
  endsOnExit: false,
  heard: [],
  left: () => undefined,
  ...more,
});

/** The resource that Twilio's API shows of it. */
export const legResource = (leg: Leg, conference: string, accountSid: string) => ({
  account_sid: accountSid,
  call_sid: leg.sid,
  label: leg.label ?? null,
  conference_sid: conference,
  muted: leg.muted,
  hold: leg.held,
  coaching: leg.coaches !== undefined,
  call_sid_to_coach: leg.coaches ?? null,
  end_conference_on_exit: leg.endsOnExit,
  start_conference_on_enter: true,
  status: leg.state === 'ringing' ? 'ringing' : 'connected',
});
