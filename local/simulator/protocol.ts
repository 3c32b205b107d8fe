import type { DeskReservation, DeskThread, DeskWorker } from '../desk.ts';
import type { Shown } from '../providers/provider.ts';

/** Somebody to be on a phone; `language` is what the phone is set to, which Telegram tells. */
export type Customer = { sender: string; name: string; language: string };

/** How a customer's message fared at our webhook. */
export type Mark = { state: 'sending' } | { state: 'taken' } | { state: 'refused'; reason: string };

export type PhoneMessage = Shown & { mark?: Mark };

/** `screens` by sender, oldest message first. */
export type Phone = { channel: string; customers: Customer[]; screens: Record<string, PhoneMessage[]> };

export type Agent = DeskWorker & { reservations: DeskReservation[] };

/** `threads` are those that somebody is offered or holds, by their key; `fault` says why this is not the newest. */
export type DeskState = { agents: Agent[]; threads: Record<string, DeskThread>; fault?: string };

/** What the page is told: first all there is, then what is new. A message told again has another mark. */
export type Told =
  | { type: 'all'; phones: Phone[]; desk: DeskState | undefined }
  | { type: 'message'; channel: string; sender: string; message: PhoneMessage }
  | { type: 'desk'; desk: DeskState };
