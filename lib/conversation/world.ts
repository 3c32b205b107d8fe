import type { BotMessage } from '../bots/bot.ts';
import type { Effect } from '../effect.ts';
import type { BotResult, CallResult, FlowEffect } from '../flow/event.ts';
import type { PublishedFlow } from '../flow/flow.ts';
import type { Customer } from '../identity/customer.ts';
import type { Content, Thread, ThreadEvent } from '../message.ts';
import type { Line, ThreadState } from './state.ts';
import type { Turn } from './turn.ts';

export type News = {
  status: Line['status'];
  reason?: string | undefined;
  remedy?: string | undefined;
  providerId?: string | undefined;
};

/** What a conversation needs of the outside world; lib/store, lib/aws and the tests provide it. */
export type World = {
  store: Store;
  /** Hands effects to whoever carries them out, in order; `again` says that this may be the second time. */
  enqueue(effects: Effect[], again: boolean): Promise<void>;
  /** Performs a flow's HTTP request within 10 s; a failure is a result, not an error. */
  call(effect: Extract<FlowEffect, { type: 'call' }>): Promise<CallResult>;
  /** Asks the bot of this name within `timeout` ms and 10 s at most; a failure is a result, not an error. */
  bot(name: string, message: BotMessage, timeout: number): Promise<BotResult>;
  /** Sentences by language that no flow says. */
  texts: { fallback: Texts; apology: Texts; nobody: Texts };
  routing: Routing;
  /** Where agents work: in our own console unless told. */
  desk?: 'console' | 'flex';
  newId(): string;
  log(sentence: string, facts: Record<string, unknown>): void;
};

/** What the operator has decided about hand-offs. */
export type Routing = {
  /** How a hand-off goes at `at`, in epoch milliseconds; `department` is what its task asks for. */
  admit(handOff: { workflow: string; department: unknown; at: number }): Admission;
  /** What the customer is told where nobody has come for some time. */
  patience(workflow: string): Patience | undefined;
};

/** After `seconds`, and from then on `every` so many seconds, the customer hears the sentence, `times` in all. */
export type Patience = {
  seconds: number;
  /** `{position}` and `{minutes}` are filled in. */
  say: Texts;
  /** Instead, where `say` tells the minutes and nobody knows how many. */
  unknown?: Texts | undefined;
  every?: number | undefined;
  times?: number | undefined;
  callBack?: CallBack | undefined;
};

/** The offer to write back later, what the customer answers to it, and what they hear when they take it. */
export type CallBack = { say: Texts; yes: Texts; no: Texts; confirm: Texts };

/** The workflow that takes a hand-off now, and what the customer is told of it. */
export type Admission = {
  workflow: string;
  /** Seconds until somebody is there: the task may wait that much longer. */
  later: number;
  say?: Texts;
  /** Nobody takes it, and why. */
  refused?: string;
};

export type Texts = { en: string } & Record<string, string>;

export type Amendment = Extract<ThreadEvent, { type: 'edited' | 'deleted' }>;

export type Known = {
  state: ThreadState | undefined;
  /** Which customer holds which of the thread's key and the others asked for. */
  held: Record<string, string>;
  /** The customer, where a good guess saved a read. */
  customer: Customer | undefined;
};

export type Store = {
  /** `keys` are the event's proofs, and the thread that this one was formerly. */
  load(thread: Thread, keys: string[]): Promise<Known>;
  /** The person that a customer id stands for now. */
  root(customerId: string): Promise<Customer | undefined>;
  /** All of a turn or nothing. `before`: this event was already committed, with these effects. `conflict`: read again. */
  commit(turn: Turn): Promise<{ done: 'now' | 'conflict' } | { done: 'before'; effects: Effect[] }>;
  flows: {
    /** The published flow that answers on this account; throws Permanent where there is none. */
    answering(channel: string, account: string): Promise<PublishedFlow>;
    revision(name: string, revision: number): Promise<PublishedFlow>;
  };
  transcript: {
    /** The newest `limit` lines, oldest first. */
    page(thread: Thread, limit: number): Promise<Line[]>;
    find(thread: Thread, providerId: string): Promise<string | undefined>;
    line(thread: Thread, sk: string): Promise<Line | undefined>;
    /** Changes what a line says, once for each event. */
    amend(thread: Thread, sk: string, content: Content, event: Amendment): Promise<void>;
    /** Moves a line forward, and gives it; undefined where it is there already, or further. */
    mark(thread: Thread, sk: string, news: News): Promise<Line | undefined>;
    /** Moves all lines forward that went out by then, in epoch milliseconds. */
    markUpTo(thread: Thread, upTo: number, status: Line['status']): Promise<void>;
    /** Keeps a receipt that is faster than our own note of what it speaks of. */
    keepEarly(receipt: Extract<ThreadEvent, { type: 'receipt' }>): Promise<void>;
  };
};
