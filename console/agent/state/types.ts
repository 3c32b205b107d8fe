import type { ReadonlySignal, Signal } from '@preact/signals';
import type { Act } from '../../../lib/console/protocol/call.ts';
import type { Conversation, LineView } from '../../../lib/console/protocol/conversation.ts';
import type { CustomerView } from '../../../lib/console/protocol/customer.ts';
import type { Colleagues, Desk, Found } from '../../../lib/console/protocol/desk.ts';
import type { Me } from '../../../lib/console/protocol/me.ts';
import type { Offer, Task, Work } from '../../../lib/console/protocol/work.ts';
import type { Deed } from '../../../lib/deed.ts';
import type { Content } from '../../../lib/message.ts';

/** Something that is read from the server: what was read last, and why the newest reading failed. */
export type Read<Value> = { value?: Value; failed?: string };

/** A message of this agent that the server has not written down yet; `refused` says why it never will, until it is sent again. */
export type Sending = {
  id: string;
  /** The thread of the task, and the one that it is sent on. */
  task: string;
  thread: string;
  at: number;
  content: Content;
  /** A file on its way up, 0 to 1. */
  uploaded?: number;
  refused?: string;
};

/** What is written and not sent yet, per thread of a task; `on` is the thread that it would be sent on. */
export type Draft = { text: string; on?: string };

/** Who is signed in: what `session/` opens. `onEnd` tells that there is no token to be had any more. */
export type Session = { token(): Promise<string>; signOut(): void; onEnd(tell: () => void): void };

/** All that the page knows and does. One of it, given to every view by `useConsole()`. */
export type Console = {
  me: ReadonlySignal<Read<Me>>;
  work: ReadonlySignal<Read<Work>>;
  /** `live`: the socket is open. `polling`: it is not, and the server is asked every 15 s. `offline`: the server is out of reach. */
  connection: ReadonlySignal<'live' | 'polling' | 'offline'>;
  /** Nobody is signed in any more; what was written is kept until somebody is. */
  ended: ReadonlySignal<boolean>;
  /** The server's time, in epoch milliseconds, a new one every second. */
  now: ReadonlySignal<number>;
  /** The key of the thread whose conversation is shown. */
  shown: Signal<string | undefined>;
  page: Signal<'work' | 'desk'>;
  /** On a telephone one column is shown. */
  column: Signal<'work' | 'conversation' | 'customer'>;
  /** Shows this conversation, among one's own work. */
  open(thread: string): void;
  /** What lies over the page: the palette, or the sheet of keys. */
  over: Signal<'palette' | 'keys' | undefined>;
  /** Read when first asked for, and again at every change. */
  conversation(thread: string): ReadonlySignal<Read<Conversation>>;
  customer(thread: string): ReadonlySignal<Read<CustomerView>>;
  /** Whether it may not be read any more, as it is in other hands: it is shown as it was when it was read last. */
  isLost(thread: string): boolean;
  desk: ReadonlySignal<Read<Desk>>;
  colleagues: ReadonlySignal<Read<Colleagues>>;
  /** The customers of these threads are typing. */
  typing: ReadonlySignal<ReadonlySet<string>>;
  sending: ReadonlySignal<Sending[]>;
  drafts: Signal<Record<string, Draft>>;
  /** Messages of the customer that have not been looked at. */
  unread(task: Task): number;
  /** One sentence about what could not be done, shown where it was done: by thread, reservation, `presence` or `phone`. */
  refusals: ReadonlySignal<Record<string, string>>;
  /** Takes such a sentence away. */
  dismiss(where: string): void;
  answer(offer: Offer, answer: 'accepted' | 'rejected'): Promise<void>;
  /** At once on the page; sent until the server has it, also after a reload. */
  say(task: string, thread: string, content: Content): void;
  sendFile(task: string, thread: string, file: File, caption?: string): void;
  /** Sends a refused one again, or a line that failed, as a new message. */
  retry(message: Sending | LineView): void;
  discard(id: string): void;
  /** Whether the server has taken it; what comes of it is read later. */
  deed(thread: string, deed: Deed): Promise<boolean>;
  /** Does something to the call that goes on; `work` then says what became of it. */
  call(thread: string, act: Act): Promise<void>;
  /** Tells the customer that the agent types, at most every 5 seconds. */
  types(thread: string): void;
  setPresence(activity: string): Promise<void>;
  /** These two give the sentence why not, where it could not be done. */
  setAttribute(thread: string, name: string, value: unknown): Promise<string | undefined>;
  confirm(thread: string, proof: string): Promise<string | undefined>;
  earlier(thread: string): Promise<void>;
  search(text: string): Promise<Found>;
  refresh(): void;
  signOut(): void;
};
