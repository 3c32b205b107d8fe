import * as z from 'zod';

/** Somebody's telephone in a conference, as the newest that is known of it says. */
export const seatSchema = z.object({
  /** The SID of this telephone's call. */
  leg: z.string(),
  who: z.enum(['customer', 'agent', 'supervisor']),
  /** The worker's, where it is one's. */
  name: z.string().optional(),
  present: z.boolean(),
  muted: z.boolean(),
  held: z.boolean(),
  /** Whispers: heard by one agent alone. */
  coaching: z.boolean(),
  /** Twilio's number of the event that said so, and when that was, in epoch milliseconds. */
  sequence: z.number(),
  at: z.number(),
});
export type Seat = z.infer<typeof seatSchema>;

/** Agents and a customer on the phone. Times are epoch milliseconds. */
export type Conference = { sid: string; startedAt?: number; endedAt?: number; seats: Seat[] };

/** What is kept of a customer's calls with agents. */
export type ConferenceStore = {
  /** Keeps what an event says; one that is older than the newest of its seat, or comes again, changes nothing. */
  note(event: ConferenceEvent): Promise<void>;
  /** All conferences that the call with this SID was in, in no order. */
  of(callSid: string): Promise<Conference[]>;
};

/** What Twilio tells of a conference, with the SID of the customer's call by which it is found again. */
export type ConferenceEvent = { conference: string; callSid: string; at: number } & (
  | { type: 'started' | 'ended' }
  | { type: 'seat'; seat: Seat }
);

/** The conference that is going on, the newest where news of an older one's end were lost. */
export function currentOf(conferences: Conference[]): Conference | undefined {
  const open = conferences.filter(
    ({ endedAt, seats }) => endedAt === undefined && seats.some(({ present }) => present),
  );
  return open.sort((one, other) => beganAt(other) - beganAt(one))[0];
}

/** When it began, or was first heard of. */
export const beganAt = ({ startedAt, seats }: Conference): number =>
  startedAt ?? Math.min(...seats.map(({ at }) => at), Number.MAX_SAFE_INTEGER);

export const presentIn = ({ seats }: Conference): Seat[] => seats.filter(({ present }) => present);

/** Who of us speaks with the customer: agents, and supervisors who have broken in. */
export const ourVoices = (conference: Conference): Seat[] =>
  presentIn(conference).filter(
    ({ who, muted, coaching }) => who === 'agent' || (who === 'supervisor' && !muted && !coaching),
  );

/** The seat of the worker of this name. */
export const seatOf = (conference: Conference, who: 'agent' | 'supervisor', name: string): Seat | undefined =>
  presentIn(conference).find((seat) => seat.who === who && seat.name === name);

export const customerOf = (conference: Conference): Seat | undefined =>
  presentIn(conference).find(({ who }) => who === 'customer');
