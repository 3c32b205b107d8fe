import { readTwiml, wordsOf } from './grammar.ts';
import type { openQueue, Place } from './queue.ts';
import { type Account, askWebhook } from './twilio.ts';
import type { XmlElement } from './xml.ts';

export type CallState = 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer';

/** One request to our webhook and what it was answered with. */
export type Exchange = { url: string; parameters: Record<string, string>; status: number; twiml: string };

export type LineOptions = {
  account: Account;
  sid: string;
  /** The customer's number, and ours. */
  customer: string;
  number: string;
  direction: 'inbound' | 'outbound-api';
  /** Where the call's TwiML comes from, and where its end is told. */
  url: string;
  statusCallback: string;
  queue: ReturnType<typeof openQueue> | undefined;
};

export type Line = ReturnType<typeof openLine>;

/** Twilio's end of a call: asks our webhook, does what the TwiML says, and stops where it takes somebody on the phone. */
export function openLine({ account, sid, customer, number, direction, url, statusCallback, queue }: LineOptions) {
  const [From, To] = direction === 'inbound' ? [customer, number] : [number, customer];
  const who = { AccountSid: account.accountSid, ApiVersion: '2010-04-01', CallSid: sid, Direction: direction };
  const began = Date.now();
  const heard: string[] = [];
  const exchanges: Exchange[] = [];
  let state: CallState = 'ringing';
  /** The verb that waits for somebody, what follows it, and the address of the document. */
  let pending: XmlElement | undefined;
  let rest: XmlElement[] = [];
  let here = url;
  let place: Place | undefined;
  /** Leaves the conference that the call is in. */
  let leaveConference: (() => void) | undefined;
  const parted: (() => void)[] = [];

  async function ask(to: string, more: Record<string, string>, method = 'POST'): Promise<string> {
    const address = new URL(to, here).href;
    const parameters = { ...who, From, To, Caller: From, Called: To, CallStatus: state, ...more };
    const answer = await askWebhook(account, address, parameters, method);
    exchanges.push({ url: address, parameters, status: answer.status, twiml: answer.body });
    if (answer.status >= 300) throw new Error(`the webhook answered ${answer.status}: ${answer.body}`);
    return answer.body;
  }

  async function goTo(to: string, more: Record<string, string> = {}, method = 'POST'): Promise<void> {
    const document = readTwiml(await ask(to, more, method));
    here = new URL(to, here).href;
    if (state === 'in-progress' || state === 'ringing') await perform(document);
  }

  function leave(): void {
    const leaving = leaveConference;
    leaveConference = undefined;
    leaving?.();
  }

  async function perform(verbs: XmlElement[]): Promise<void> {
    leave();
    pending = undefined;
    rest = verbs;
    for (let verb = rest.shift(); verb !== undefined; verb = rest.shift()) {
      if (verb.name === 'Reject') return end(verb.attributes.reason === 'busy' ? 'busy' : 'no-answer');
      state = 'in-progress';
      if (verb.name === 'Hangup') return end('completed');
      if (verb.name === 'Redirect') return goTo(wordsOf(verb).trim(), {}, verb.attributes.method);
      heard.push(...heardIn(verb));
      if (!waiting.has(verb.name)) continue;
      pending = verb;
      return verb.name === 'Enqueue' ? enqueue(verb) : undefined;
    }
    return end('completed');
  }

  async function enqueue(verb: XmlElement): Promise<void> {
    if (!queue || verb.attributes.workflowSid === undefined) return;
    place = await queue.enter(verb, { ...who, From, To });
    if (!place) await finish({ QueueResult: 'error', QueueTime: '0' });
  }

  /** Asks the action of the verb that waited; one without an action goes on with what follows it. */
  async function finish(parameters: Record<string, string>): Promise<void> {
    if (!pending) throw new Error(`the call is ${state} and waits for nobody`);
    const { name, attributes } = pending;
    place = undefined;
    if (attributes.action !== undefined) return goTo(attributes.action, parameters, attributes.method);
    return name === 'Gather' || name === 'Record' ? goTo(here, parameters, attributes.method) : perform(rest);
  }

  /** The call is over: our status callback is told. */
  async function end(how: CallState): Promise<void> {
    leave();
    pending = undefined;
    state = how;
    const seconds = String(Math.ceil((Date.now() - began) / 1000));
    await ask(statusCallback, { ...(how === 'completed' && { CallDuration: seconds }), SequenceNumber: '0' });
  }

  return {
    heard,
    exchanges,
    state: () => state,
    pending: () => pending,
    taskSid: () => place?.sid,
    ask,
    goTo,
    perform,
    finish,
    end,
    /** The caller's end is down, before anything of it is told. */
    async drop(): Promise<void> {
      leave();
      await place?.leave();
      state = 'completed';
    },
    inConference: () => leaveConference !== undefined,
    /** The call is brought into a conference, which it leaves by `leaving` when it goes elsewhere. */
    meet(leaving: () => void): void {
      leaveConference = leaving;
    },
    onParted: (tell: () => void) => void parted.push(tell),
    /** The conference has ended: the call goes on after the queue. */
    async part(): Promise<void> {
      if (leaveConference === undefined) return;
      leaveConference = undefined;
      for (const tell of parted) tell();
      await finish({ QueueResult: 'bridged', QueueTime: '1' });
    },
    /** Goes on after the verb that waited, as nothing came. */
    passBy: () => perform(rest),
    /** The other side picks up. */
    async connect(more: Record<string, string> = {}): Promise<void> {
      state = direction === 'inbound' ? state : 'in-progress';
      await goTo(url, more);
    },
  };
}

const waiting = new Set(['Gather', 'Record', 'Dial', 'Enqueue', 'Pay', 'Connect']);

/** What a verb says or plays. */
export function heardIn(verb: XmlElement): string[] {
  if (verb.name === 'Gather')
    return verb.children.flatMap((child) => (typeof child === 'string' ? [] : heardIn(child)));
  if (verb.name !== 'Say' && verb.name !== 'Play') return [];
  const { digits, loop = '1' } = verb.attributes;
  const sound = verb.name === 'Say' ? wordsOf(verb) : `[${digits === undefined ? wordsOf(verb) : `tones ${digits}`}]`;
  // Twilio repeats without end where it is told 0 times; a listener here hears it once.
  return Array.from({ length: Math.max(1, Number(loop)) }, () => sound);
}
