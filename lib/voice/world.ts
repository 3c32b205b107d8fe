import type { FlowTurn } from '../conversation/turn.ts';
import type { Routing, Texts, World } from '../conversation/world.ts';
import type { Customer } from '../identity/customer.ts';
import type { KnownAgent } from '../identity/known-agent.ts';
import type { Proof, Thread, ThreadEvent } from '../message.ts';
import type { Call } from './call.ts';

/** What a call needs of the outside world. */
export type VoiceWorld = {
  accounts: readonly VoiceAccount[];
  calls: CallStore;
  flows: World['store']['flows'];
  /** Performs a flow's HTTP request; a failure is a result, not an error. */
  call: World['call'];
  /** Has Twilio place a call; gives the reason where it refuses. */
  dial(fields: Record<string, string>): Promise<string | undefined>;
  /** Has Twilio go on with other TwiML in a call; gives the reason where it refuses. */
  interrupt(callSid: string, twiml: string): Promise<string | undefined>;
  /** The workflow that a flow's SID stands for. */
  workflowSid(workflow: string): Promise<string>;
  /** How a hand-off goes now, by opening hours. */
  admit: Routing['admit'];
  /** The agent whom this customer's call is offered first. */
  knownAgent(thread: Thread, customerId: string): Promise<KnownAgent | undefined>;
  /** Hands what happened to the conversations, in order. */
  enqueue(events: ThreadEvent[]): Promise<void>;
  /** What a caller hears when a flow breaks down, by language. */
  broken: Texts;
  now(): number;
  log(sentence: string, facts: Record<string, unknown>): void;
};

/** A phone number: its webhook is /voice/{account}. Text messages of its calls go out by the SMS account `texts`. */
export type VoiceAccount = { account: string; texts?: string | undefined };

export type CallStore = {
  read(execution: string): Promise<Call | undefined>;
  /** For a call that begins: the call where it has begun before, the newest other one of the same pair, and the caller. */
  meet(who: {
    execution: string;
    thread: Thread;
    proves: Proof[];
    flow: string;
  }): Promise<{ call: Call | undefined; latest: string | undefined; customer: Customer | undefined }>;
  /** The person who holds one of these keys. */
  customer(thread: Thread, proves: Proof[]): Promise<Customer | undefined>;
  /**
   * Writes a call where nobody has since version `call.version - 1`, with the log of its execution; false where somebody
   * has. `after`: the call begins, and it alone may, where the newest of the same pair is still the one given.
   */
  save(call: Call, log: FlowTurn, at: number, after?: { latest: string | undefined }): Promise<boolean>;
};
