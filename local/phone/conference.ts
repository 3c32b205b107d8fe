import { randomUUID } from 'node:crypto';
import type { Leg } from './leg.ts';
import { type Account, askWebhook } from './twilio.ts';

export type Conference = ReturnType<typeof openConference>;

type ConferenceOptions = {
  account: Account;
  /** Twilio's name for it: the SID of the task. */
  name: string;
  /** Where its events are told, and which of them. */
  callback: string;
  events: ReadonlySet<string>;
  ended(): void;
};

/** What Twilio calls what may be asked for by `start end join leave mute hold`. */
const askedBy: Record<string, string> = {
  'conference-start': 'start',
  'conference-end': 'end',
  'participant-join': 'join',
  'participant-leave': 'leave',
  'participant-mute': 'mute',
  'participant-unmute': 'mute',
  'participant-hold': 'hold',
  'participant-unhold': 'hold',
  'participant-modify': 'modify',
};

/** Telephones that hear each other. Its events are told one after the other, in order, and numbered from 1. */
export function openConference({ account, name, callback, events, ended }: ConferenceOptions) {
  const sid = `CF${randomUUID().replaceAll('-', '')}`;
  const legs: Leg[] = [];
  const faults: string[] = [];
  let sequence = 0;
  let status: 'init' | 'in-progress' | 'completed' = 'init';
  let telling: Promise<unknown> = Promise.resolve();

  function tell(event: string, more: Record<string, string> = {}): void {
    sequence += 1;
    if (callback === '' || !events.has(askedBy[event] ?? '')) return;
    const parameters = {
      AccountSid: account.accountSid,
      ConferenceSid: sid,
      FriendlyName: name,
      SequenceNumber: String(sequence),
      Timestamp: new Date().toUTCString().replace('GMT', '+0000'),
      StatusCallbackEvent: event,
      ...more,
    };
    telling = telling
      .then(() => askWebhook(account, callback, parameters))
      .then(({ status: answered }) => {
        if (answered >= 300) faults.push(`${event} was answered with ${answered}`);
      })
      .catch((thrown) => void faults.push(String(thrown)));
  }

  const tellOf = (event: string, leg: Leg, more: Record<string, string> = {}) =>
    tell(event, {
      CallSid: leg.sid,
      ...(leg.label !== undefined && { ParticipantLabel: leg.label }),
      Muted: String(leg.muted),
      Hold: String(leg.held),
      Coaching: String(leg.coaches !== undefined),
      EndConferenceOnExit: String(leg.endsOnExit),
      StartConferenceOnEnter: 'true',
      ...more,
    });

  const connected = () => legs.filter(({ state }) => state === 'connected');

  /** Takes one out, of their own accord or by us. */
  function leave(leg: Leg, reason: string): void {
    if (leg.state === 'gone') return;
    leg.state = 'gone';
    tellOf('participant-leave', leg, { ReasonParticipantLeft: reason, ParticipantCallStatus: 'completed' });
    const left = leg.left()?.catch((thrown) => void faults.push(String(thrown)));
    telling = Promise.all([telling, left]);
    if (leg.endsOnExit) end('participant-with-end-conference-on-exit-left');
    else if (connected().length === 0) end('last-participant-left');
  }

  function end(reason: string): void {
    if (status === 'completed') return;
    status = 'completed';
    for (const leg of legs) leave(leg, 'conference_ended_via_api');
    tell('conference-end', { ReasonConferenceEnded: reason });
    ended();
  }

  return {
    sid,
    name,
    legs,
    faults,
    status: () => status,
    connected,
    /** One who is in it, or is being called. */
    find: (leg: string): Leg | undefined =>
      legs.find((one) => one.state !== 'gone' && (one.sid === leg || one.label === leg)),
    add: (leg: Leg) => void legs.push(leg),
    /** The telephone is answered. */
    join(leg: Leg): void {
      if (leg.state !== 'ringing' || status === 'completed') return;
      leg.state = 'connected';
      tellOf('participant-join', leg);
      if (status !== 'init' || connected().length < 2) return;
      status = 'in-progress';
      tell('conference-start');
    },
    leave,
    end,
    mute(leg: Leg, muted: boolean): void {
      if (leg.muted === muted) return;
      leg.muted = muted;
      tellOf(muted ? 'participant-mute' : 'participant-unmute', leg);
    },
    hold(leg: Leg, held: boolean): void {
      if (leg.held === held) return;
      leg.held = held;
      leg.heard.push(held ? '[music]' : '[the agent is back]');
      tellOf(held ? 'participant-hold' : 'participant-unhold', leg);
    },
    coach(leg: Leg, coaches: string | undefined): void {
      if (leg.coaches === coaches) return;
      leg.coaches = coaches;
      tellOf('participant-modify', leg);
    },
    /** Resolves when all that there is to tell was told. */
    settled: (): Promise<unknown> => telling,
  };
}
