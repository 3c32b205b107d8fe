import type * as z from 'zod';
import { Permanent } from '../errors.ts';
import type { Http } from '../http.ts';
import type { Content, OutboundMessage, ThreadEvent } from '../message.ts';

/** A webhook as it came: `url` as the provider called it, header names in lower case, the body's exact bytes. */
export type WebhookRequest = {
  method: string;
  url: string;
  headers: Record<string, string | undefined>;
  query: Record<string, string | undefined>;
  body: Buffer;
};

/** `reply` answers a challenge or a ping at once; nothing is enqueued. */
export type Verdict =
  | { verdict: 'accept' }
  | { verdict: 'reject'; reason: string }
  | { verdict: 'reply'; status: number; headers?: Record<string, string>; body: string };

/** One body may hold events of many people; `ignored` names the event types that mean nothing to us, to be counted. */
export type Received = { events: ThreadEvent[]; ignored: string[] };

/** `providerId` is the provider's id of the message, by which its receipts will speak of it. */
export type Receipt = { providerId?: string };

export type ChannelSpec<Name extends string, Settings> = {
  name: Name;
  /** The shape of this channel's secret. */
  settings: z.ZodType<Settings>;
  /** `text` in UTF-16 units per message; `choices` offered as buttons at most, further ones go into the text. */
  limits: { text: number; choices: number };
  /** The content kinds that go out as they are; the rest is told in text by shared/fallback. */
  sends: readonly Content['type'][];
  /** Is it really them? Pure and on raw bytes. */
  verify(request: WebhookRequest, settings: NoInfer<Settings>): Verdict;
  /** What did they say? Pure; throws Permanent where a verified body cannot be read. */
  receive(request: WebhookRequest, account: string): Received;
  /** How do we answer? Throws Transient on 429, 5xx and silence, Permanent with the provider's reason on other refusals. */
  send(message: OutboundMessage, settings: NoInfer<Settings>, http: Http): Promise<Receipt>;
  /** What the status answered to an accepted webhook carries, where the provider insists; `''` and text/plain unless told. */
  accepted?: { contentType: string; body: string };
};

export type Connection = {
  verify(request: WebhookRequest): Verdict;
  send(message: OutboundMessage, http: Http): Promise<Receipt>;
};

/**
 * Makes a channel of its four parts. `connect` takes the account's secret, as unknown JSON, and closes over it, so that
 * the type of the settings never leaves the channel's folder; it throws Permanent naming the paths that do not fit.
 */
export const defineChannel = <const Name extends string, Settings>(spec: ChannelSpec<Name, Settings>) => ({
  name: spec.name,
  limits: spec.limits,
  sends: spec.sends,
  accepted: spec.accepted ?? { contentType: 'text/plain', body: '' },
  receive: spec.receive,
  connect(secret: unknown): Connection {
    const parsed = spec.settings.safeParse(secret);
    if (!parsed.success) {
      const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'secret'}: ${issue.message}`);
      throw new Permanent(`the ${spec.name} account's secret does not fit: ${faults.join('; ')}`);
    }
    return {
      verify: (request) => spec.verify(request, parsed.data),
      send: (message, http) => spec.send(message, parsed.data, http),
    };
  },
});

export type Channel = ReturnType<typeof defineChannel<string, unknown>>;
