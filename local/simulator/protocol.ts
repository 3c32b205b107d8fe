import type { DeskReservation, DeskThread, DeskWorker } from '../desk.ts';
import type { Call } from '../phone/call.ts';
import type { Exchange } from '../phone/line.ts';
import type { Says, Shown } from '../providers/provider.ts';

/** Somebody to be on a phone; `language` is what the phone is set to, which Telegram tells. */
export type Customer = { sender: string; name: string; language: string };

/** How a customer's message fared at our webhook. */
export type Mark = { state: 'sending' } | { state: 'taken' } | { state: 'refused'; reason: string };

export type PhoneMessage = Shown & { mark?: Mark };

/** `screens` by sender, oldest message first; providers come in the order of config/deployment.ts. */
export type Phone = {
  channel: string;
  /** What its customers can do. */
  can: readonly Says['type'][];
  customers: Customer[];
  screens: Record<string, PhoneMessage[]>;
};

export type Agent = DeskWorker & { reservations: DeskReservation[] };

/** `threads` are those that somebody is offered or holds, by their key; `fault` says why this is not the newest. */
export type DeskState = { agents: Agent[]; threads: Record<string, DeskThread>; fault?: string };

/** What the customer did on a call, or what befell it; what was heard after that, and what went over the wire for it. */
export type Step = {
  id: string;
  /** In epoch milliseconds. */
  at: number;
  by: 'customer' | 'line';
  text: string;
  heard: string[];
  exchanges: Exchange[];
  /** Why the call could not go on from here. */
  fault?: string;
};

/** How the keys that a call asks for end: by their number, or by a key. */
export type Keys = { most?: number; finish: string };

export type ShownCall = Pick<
  Call,
  'sid' | 'customer' | 'direction' | 'state' | 'waitsAt' | 'taskSid' | 'inConference'
> & {
  account: string;
  began: number;
  ended?: number;
  /** What the call listens for, where it does. */
  keys?: Keys;
  speech: boolean;
  steps: Step[];
};

/** The telephone of a voice account; its calls, oldest first. */
export type Telephone = { account: string; number: string; customers: Customer[]; calls: ShownCall[] };

/** What the page is told: first all there is, then what is new. A message told again has another mark. */
export type Told =
  | { type: 'all'; phones: Phone[]; telephones: Telephone[]; desk: DeskState | undefined }
  | { type: 'message'; channel: string; sender: string; message: PhoneMessage }
  | { type: 'call'; call: ShownCall }
  | { type: 'desk'; desk: DeskState };
