import { parseForm } from '../../lib/channels/shared/form.ts';
import type { ApiAnswer, ApiCall } from '../providers/api.ts';
import { startApi } from './api.ts';
import { type Call, openCall } from './call.ts';
import type { Conference } from './conference.ts';
import { openConferences, type Refuse, type Told, type Wish } from './conferences.ts';
import { openQueue } from './queue.ts';
import type { Account } from './twilio.ts';

export type PhoneOptions = {
  /** Our voice webhook of this number: `http://.../voice/{account}`. */
  webhook: string;
  /** The number that customers call. */
  number: string;
  secret: Account;
  /** Of the TaskRouter stand-in, for calls that wait for an agent. */
  taskRouter?: string;
  /** Who answers what else is asked of https://api.twilio.com. */
  elsewhere?: string;
  port?: number;
};

export type Phone = {
  number: string;
  secret: Account;
  /** Twilio's origin, and ours that stands in for it: for createHttp. */
  origins: Record<string, string>;
  /**
   * Calls our number; resolves when the caller has heard the beginning. `more` are further parameters of the first webhook.
   * Throws where our answer is not what Twilio takes.
   */
  call(from: string, more?: Record<string, string>): Promise<Call>;
  /** Every call there was, those that our flows place among them: these ring until they are answered. */
  calls: Call[];
  /** What we asked of the REST API wrongly. */
  refusals: string[];
  /** Conferences with agents, whose telephones answer at once, but for those in `silent`. */
  conferences: Conference[];
  silent: Set<string>;
  /** Somebody answers the telephone of this address. */
  pickUp(address: string): void;
  /** Whoever holds this telephone, one that we have called, hangs up. */
  drop(leg: string): void;
  /** What TaskRouter does for an agent who takes a call: `startTaskRouter`'s `connect`. */
  connect(wish: Wish, told: Told): void;
  /** Resolves when everything was told that there is to tell of conferences. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

/** A telephone: Twilio's side of voice, and the customers who hold the receiver. */
export async function startPhone(options: PhoneOptions): Promise<Phone> {
  const { webhook, number, secret, taskRouter, elsewhere, port } = options;
  const calls: Call[] = [];
  const refusals: string[] = [];
  const queue = taskRouter === undefined ? undefined : openQueue(taskRouter, secret);
  const login = `Basic ${Buffer.from(`${secret.accountSid}:${secret.authToken}`).toString('base64')}`;
  const root = `/2010-04-01/Accounts/${secret.accountSid}/Calls`;
  const meetings = `/2010-04-01/Accounts/${secret.accountSid}/Conferences/`;
  const api = await startApi({ port, elsewhere, takes: /\/(Calls|Conferences)(\.json|\/)/, take });
  const silent = new Set<string>();
  const conferences = openConferences({ account: secret, number, calls, silent });

  async function take({ method, path, headers, body }: ApiCall): Promise<ApiAnswer> {
    if (headers.authorization !== login) return refuse(401, 20003, 'Authenticate');
    const form = Object.fromEntries(parseForm(body));
    if (method === 'POST' && path === `${root}.json`) return create(form);
    if (path.startsWith(meetings)) return meet(method, path.slice(meetings.length), form);
    const sid = path.slice(root.length + 1).replace(/\.json$/, '');
    if (method === 'POST' && form.Status === 'completed' && conferences.hangUp(sid))
      return { status: 200, body: { sid, status: 'completed' } };
    const found = path.startsWith(`${root}/`) ? calls.find((call) => call.sid === sid) : undefined;
    if (method !== 'POST' || !found) return refuse(404, 20404, `The requested resource ${path} was not found`);
    return update(found, form);
  }

  async function meet(method: string, path: string, form: Record<string, string>): Promise<ApiAnswer> {
    let refused: ApiAnswer | undefined;
    const no: Refuse = (...why) => {
      refused = refuse(...why);
      throw new Error(why[2]);
    };
    const body = await conferences.take(method, path, form, no).catch((thrown) => {
      if (refused === undefined) throw thrown;
    });
    return refused ?? { status: method === 'POST' && path.endsWith('Participants.json') ? 201 : 200, body };
  }

  function create({ To = '', From, Url = '', Twiml, StatusCallback }: Record<string, string>): ApiAnswer {
    if (!/^\+[1-9]\d{6,14}$|^(sip|client):/.test(To)) return refuse(400, 21211, `Invalid 'To' Phone Number: ${To}`);
    if (From !== number) return refuse(400, 21210, `'From' phone number not verified: ${From}`);
    if (Twiml === undefined && !URL.canParse(Url)) return refuse(400, 21205, `Url is not a valid URL: ${Url}`);
    const call = openCall({
      account: secret,
      customer: To,
      number,
      direction: 'outbound-api',
      url: Url,
      statusCallback: StatusCallback ?? `${webhook}/status`,
      queue,
    });
    calls.push(call);
    return { status: 201, body: resource(call) };
  }

  async function update(
    call: Call,
    { Status, Url, Method = 'POST', Twiml }: Record<string, string>,
  ): Promise<ApiAnswer> {
    if (call.state !== 'in-progress') return refuse(400, 21220, 'Call is not in-progress. Cannot redirect.');
    if (Status === 'completed') await call.hangUp();
    else if (Twiml !== undefined) await call.redirect({ document: Twiml });
    else if (Url !== undefined) await call.redirect({ url: Url, method: Method });
    else return refuse(400, 21205, 'Url, Twiml or Status is needed');
    return { status: 200, body: resource(call) };
  }

  const resource = ({ sid, customer, state, direction }: Call) => ({
    sid,
    account_sid: secret.accountSid,
    api_version: '2010-04-01',
    direction,
    from: direction === 'inbound' ? customer : number,
    to: direction === 'inbound' ? number : customer,
    status: state === 'ringing' ? 'queued' : state,
    uri: `${root}/${sid}.json`,
  });

  function refuse(status: number, code: number, message: string): ApiAnswer {
    refusals.push(`${code}: ${message}`);
    return { status, body: { code, message, status, more_info: `https://www.twilio.com/docs/errors/${code}` } };
  }

  return {
    number,
    secret,
    origins: { 'https://api.twilio.com': api.origin },
    calls,
    refusals,
    async call(from, more) {
      const call = openCall({
        account: secret,
        customer: from,
        number,
        direction: 'inbound',
        url: webhook,
        statusCallback: `${webhook}/status`,
        queue,
      });
      calls.push(call);
      await call.begin(more);
      return call;
    },
    conferences: conferences.all,
    silent,
    pickUp: conferences.answer,
    drop: (leg) => void conferences.hangUp(leg),
    connect: conferences.connect,
    async settled() {
      for (const one of conferences.all) await one.settled();
    },
    close: api.close,
  };
}
