import type { Effect } from '../../effect.ts';
import { threadKey } from '../../thread.ts';
import type { CallRequest } from '../request.ts';
import { eventLine } from '../words.ts';
import type { VoiceWorld } from '../world.ts';
import { whoseSchema } from './address.ts';
import { type Conference, type ConferenceEvent, type ConferenceStore, customerOf, ourVoices } from './conference.ts';
import { readConferenceEvent } from './event.ts';
import { readLabel } from './label.ts';
import type { Telephony } from './telephony.ts';

/** What calls with agents need of the outside world. */
export type ConferenceWorld = Pick<VoiceWorld, 'enqueue' | 'now'> & {
  conferences: ConferenceStore;
  telephony: Pick<Telephony, 'end'>;
  /** Has effects carried out that change no conversation. */
  carry(effects: Effect[]): Promise<void>;
};

/**
 * Takes what Twilio tells of a conference: keeps it, has the consoles of those who are in it look, accepts the offer of a
 * colleague whose telephone has joined, ends a conference in which the customer is left alone, and tells the conversation of
 * the end. Events come late and twice. Throws Transient where the table, a queue or Twilio is out of reach.
 */
export async function takeConference(world: ConferenceWorld, { parameters }: CallRequest): Promise<void> {
  const whose = whoseSchema.safeParse(parameters).data;
  const event = whose && readConferenceEvent(parameters, whose, world.now());
  if (!whose || !event) return;
  await world.conferences.note(event);
  const { thread, callSid } = whose;
  const found = (await world.conferences.of(callSid)).find(({ sid }) => sid === event.conference);
  if (!found) return;
  const id = `${event.conference} ${parameters.SequenceNumber ?? event.type}`;
  const workers = [...new Set([whose.worker, ...found.seats.flatMap(({ name }) => name ?? [])])];
  const effects: Effect[] = [{ type: 'notify', id, thread, workers, what: 'changed' }];
  const called = readLabel(parameters.ParticipantLabel);
  if (called?.who === 'agent' && parameters.StatusCallbackEvent === 'participant-join')
    effects.push({ type: 'accept-offer', id: `${id} accepts`, thread, ...called.offer });
  await world.carry(effects);
  if (isLeftAlone(found, event)) await world.telephony.end(found.sid);
  if (event.type !== 'ended') return;
  await world.enqueue([
    {
      type: 'noted',
      id: `${threadKey(thread)} ${found.sid}:ended`,
      thread,
      at: event.at,
      lines: [eventLine(lasting(found))],
      says: [],
      learnt: {},
      timers: [],
      parted: callSid,
    },
  ]);
}

/** One of us has hung up and nobody else of us speaks with the customer. */
const isLeftAlone = (conference: Conference, event: ConferenceEvent): boolean =>
  event.type === 'seat' &&
  event.seat.who !== 'customer' &&
  !event.seat.present &&
  conference.endedAt === undefined &&
  customerOf(conference) !== undefined &&
  ourVoices(conference).length === 0;

function lasting({ startedAt, endedAt }: Conference): string {
  if (startedAt === undefined || endedAt === undefined) return 'The agent is not on the phone any more.';
  return `The agent was on the phone for ${Math.max(0, Math.round((endedAt - startedAt) / 1_000))} s.`;
}
