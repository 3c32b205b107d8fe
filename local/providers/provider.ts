import type { Status } from '../../lib/message.ts';

/** A file as it lies on somebody's phone. */
export type File = { name: string; mediaType: string; data: Buffer };

/**
 * What a phone shows: `at` in epoch milliseconds, `raw` as it came or went in the provider's own format. `state` is how far
 * the phone's own app says that the customer's message got.
 */
export type Shown = {
  id: string;
  at: number;
  from: 'customer' | 'business';
  text: string;
  /** A subject, or the heading of a card. */
  title?: string;
  options?: { id: string; text: string }[];
  media?: { url: string; mediaType: string; name?: string };
  location?: { latitude: number; longitude: number; name?: string };
  reaction?: string;
  edited?: boolean;
  deleted?: boolean;
  state?: Status;
  raw: unknown;
};

/** What a customer can do on a phone; `option` is the id of a button, `message` of a message that is on the screen. */
export type Says =
  | { type: 'text'; text: string }
  | { type: 'choice'; option: string }
  | ({ type: 'file' } & File)
  | { type: 'location'; latitude: number; longitude: number }
  | { type: 'sticker' }
  | { type: 'contact'; name: string; phone: string }
  | { type: 'edit'; message: string; text: string }
  | { type: 'unsend'; message: string }
  | { type: 'react'; message: string; emoji: string }
  | { type: 'typing' }
  | { type: 'read' }
  | { type: 'leave' };

/** A provider of messages on a laptop: its send API, and its customers with their phones. */
export type Provider = {
  channel: string;
  /** The provider's origins, or the starts of addresses of which it is one of several stand-ins, and ours for each. */
  origins: Record<string, string>;
  /** The secret of a Seaway account that belongs to this stand-in. */
  secret: Record<string, unknown>;
  /** What customers can do here; saying anything else throws. */
  can: readonly Says['type'][];
  /** Posts to our webhook what the customer does, signed. `sender` is an id as the provider gives them: see each stand-in. */
  say(sender: string, says: Says, profile?: Profile): Promise<{ status: number; body: string }>;
  /** What the phone of this sender shows, oldest first. */
  shown(sender: string): Shown[];
  /** Tells of everything new or changed on any phone until the function it gives is called. */
  watch(listener: (sender: string, shown: Shown) => void): () => void;
  /** What we sent wrongly, and why the provider refused it. */
  refusals: Refusal[];
  /** The next `times` calls (1 unless told) are answered with this. */
  fail(next: Failure): void;
  /** How many calls of the send API came. */
  readonly requests: number;
  close(): Promise<void>;
};

export type Profile = { name?: string; language?: string };
export type Refusal = { sender?: string; request: unknown; reason: string };
export type Failure = { status: number; body?: unknown; times?: number };

/**
 * `webhook` is our public address for the account; `delay` the milliseconds that an answer takes; `pages` the origins of pages
 * that may open a chat of ours.
 */
export type ProviderOptions = { webhook: string; port?: number; delay?: number; pages?: readonly string[] };
