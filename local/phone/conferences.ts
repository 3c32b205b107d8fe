import type { Call } from './call.ts';
import { type Conference, openConference } from './conference.ts';
import { readTwiml } from './grammar.ts';
import { type Leg, legResource, newLeg } from './leg.ts';
import { heardIn } from './line.ts';
import { type Account, askWebhook } from './twilio.ts';

/** What TaskRouter's conference instruction wants: the worker's telephone called, and the customer's call brought to it. */
export type Wish = {
  task: string;
  callSid: string;
  to: string;
  from: string;
  callback: string;
  events: readonly string[];
  endsWithCustomer: boolean;
  endsWithWorker: boolean;
};

/** How TaskRouter hears of it. `answered` says whether the reservation stands still. */
export type Told = { answered(): boolean; failed(): void; ended(): void };

type ConferencesOptions = {
  account: Account;
  number: string;
  calls: readonly Call[];
  /** Addresses that nobody answers: they ring until a test says otherwise. */
  silent: ReadonlySet<string>;
};

/** A refusal of the API. */
export type Refuse = (status: number, code: number, message: string) => never;

/** Conferences on the telephone of one number, as Twilio's REST API shows them and TaskRouter makes them. */
export function openConferences({ account, number, calls, silent }: ConferencesOptions) {
  const all: Conference[] = [];

  /** Telephones that ring, and what happens when they are answered. */
  const ringing = new Map<Leg, () => void>();

  function ring(conference: Conference, leg: Leg, answered: () => void): void {
    conference.add(leg);
    if (silent.has(leg.address)) ringing.set(leg, answered);
    else answered();
  }

  /** The customer's call, as it is in a conference. */
  function customerLeg(call: Call, endsOnExit: boolean): Leg {
    const { sid, customer: address, heard } = call;
    return newLeg(address, { sid, endsOnExit, heard, left: call.part });
  }

  return {
    all,

    /** Calls a worker for a task; the customer joins when the worker's telephone is answered. */
    connect(wish: Wish, told: Told): void {
      const call = calls.find(({ sid }) => sid === wish.callSid);
      if (wish.from !== number || !isAddress(wish.to) || call?.taskSid !== wish.task) {
        told.failed();
        return;
      }
      const { task: name, callback } = wish;
      const conference = openConference({ account, name, callback, events: new Set(wish.events), ended: told.ended });
      const customer = customerLeg(call, wish.endsWithCustomer);
      const worker = newLeg(wish.to, { endsOnExit: wish.endsWithWorker, left: async () => told.failed() });
      all.push(conference);
      ring(conference, worker, () => {
        if (!told.answered()) return conference.end('conference-ended-via-api');
        conference.join(worker);
        conference.add(customer);
        call.meet(() => conference.leave(customer, 'participant_hung_up'));
        conference.join(customer);
      });
    },

    /** Hangs up a telephone that we have called; false where there is none with this SID. */
    hangUp(leg: string): boolean {
      for (const conference of all) {
        const found = conference.find(leg);
        if (found?.sid !== leg || calls.some(({ sid }) => sid === leg)) continue;
        conference.leave(found, 'participant_hung_up');
        return true;
      }
      return false;
    },

    /** Asks the Conferences resource; `path` is what follows `/Conferences/`. */
    async take(method: string, path: string, form: Record<string, string>, refuse: Refuse): Promise<unknown> {
      const [, sid, list, who] = /^(CF\w{32})(?:\/(Participants)(?:\/([^/]+))?)?\.json$/.exec(path) ?? [];
      const conference = all.find((one) => one.sid === sid && one.status() !== 'completed');
      if (!conference) return refuse(404, 20404, `The requested resource /Conferences/${path} was not found`);
      const shown = (leg: Leg) => legResource(leg, conference.sid, account.accountSid);
      if (!list) {
        if (method === 'POST' && form.Status === 'completed') conference.end('conference-ended-via-api');
        return { sid: conference.sid, friendly_name: conference.name, status: conference.status() };
      }
      if (who === undefined) {
        if (method === 'GET') return { participants: conference.legs.filter(isHere).map(shown) };
        const leg = newLegOf(conference, form, refuse);
        ring(conference, leg, () => conference.join(leg));
        return shown(leg);
      }
      const leg = conference.find(decodeURIComponent(who));
      if (!leg) return refuse(404, 20404, `The requested resource /Conferences/${path} was not found`);
      if (method === 'DELETE') conference.leave(leg, 'participant_updated_via_api');
      else if (method === 'POST') await change(conference, leg, form, refuse);
      return shown(leg);
    },

    /** Somebody answers a telephone that rings in a conference. */
    answer(address: string): void {
      for (const [leg, answered] of ringing) {
        if (leg.address !== address) continue;
        ringing.delete(leg);
        answered();
      }
    },
  };

  function newLegOf(conference: Conference, form: Record<string, string>, refuse: Refuse): Leg {
    const { From, To = '', Label } = form;
    if (!isAddress(To)) refuse(400, 21211, `Invalid 'To' Phone Number: ${To}`);
    if (From !== number) refuse(400, 21210, `'From' phone number not verified: ${From}`);
    if (Label !== undefined && conference.find(Label)) refuse(400, 20001, `The label ${Label} is taken`);
    const coaches = coachedBy(conference, form, refuse);
    const endsOnExit = form.EndConferenceOnExit === 'true';
    return newLeg(To, { label: Label, muted: form.Muted === 'true', coaches, endsOnExit });
  }

  async function change(conference: Conference, leg: Leg, form: Record<string, string>, refuse: Refuse) {
    if (form.Coaching !== undefined) conference.coach(leg, coachedBy(conference, form, refuse));
    if (form.Muted !== undefined) conference.mute(leg, form.Muted === 'true');
    if (form.Hold !== undefined) conference.hold(leg, form.Hold === 'true');
    if (form.AnnounceUrl === undefined) return;
    const { body, status } = await askWebhook(account, form.AnnounceUrl, {}, form.AnnounceMethod ?? 'POST');
    if (status >= 300) throw new Error(`the announcement was answered with ${status}: ${body}`);
    leg.heard.push(...readTwiml(body).flatMap(heardIn));
  }
}

function coachedBy(
  conference: Conference,
  { Coaching, CallSidToCoach }: Record<string, string>,
  refuse: Refuse,
): string | undefined {
  if (Coaching !== 'true') return undefined;
  const coached = CallSidToCoach === undefined ? undefined : conference.find(CallSidToCoach);
  return coached ? coached.sid : refuse(400, 20001, 'CallSidToCoach names nobody in this conference');
}

const isHere = ({ state }: Leg): boolean => state !== 'gone';

const isAddress = (to: string): boolean => /^\+[1-9]\d{6,14}$|^(sip|client):/.test(to);
