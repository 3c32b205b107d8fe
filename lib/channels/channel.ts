import type * as z from 'zod';
import { Permanent } from '../errors.ts';
import type { Http } from '../http.ts';
import type { PublishedKeys } from '../jwt/rs256.ts';
import type { Content, OutboundMessage, Signal, ThreadEvent } from '../message.ts';
import { download } from './shared/download.ts';

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

/**
 * `providerId` is the provider's id of the message, by which its receipts will speak of it, and `others` are those of its
 * further parts where it went out in several, in their order; `gone` are those of its `live` connections that are no more.
 */
export type Receipt = { providerId?: string; others?: string[]; gone?: string[] };

/** A file as the provider gave it; `mediaType` is what the provider says it is, to be checked against the bytes. */
export type Fetched = { body: Buffer; mediaType?: string | undefined; name?: string | undefined };

/**
 * How long after the customer's last message, in milliseconds, a channel lets us write: anybody for `open`, agents for
 * `agent`. Afterwards it takes only the kinds of content in `beyond`.
 */
type Window = { open: number; agent?: number; beyond: readonly Content['type'][] };

/** Milliseconds, for windows. */
export const day = 86_400_000;

export type Acceptance = { status?: number; contentType: string; body: string };

export type ChannelSpec<Name extends string, Settings, Reading extends Received | Promise<Received>> = {
  name: Name;
  /** The shape of this channel's secret. */
  settings: z.ZodType<Settings>;
  /** `text` in UTF-16 units per message; `choices` offered as buttons at most, further ones go into the text. */
  limits: { text: number; choices: number };
  /** The content kinds that go out as they are; the rest is told in text by shared/fallback. */
  sends: readonly Content['type'][];
  /** Which of the two the provider can be told. */
  signals?: readonly Signal['type'][];
  window?: Window;
  /** Messages a second that the provider takes from one account, where it says so and does not queue them itself. */
  rate?: number;
  /** Where the provider publishes the keys that `verify` is given, if it signs with such. */
  published?: string;
  /** There is no provider: messages and signals are pushed to `live` connections of our own. */
  live?: boolean;
  /** Anybody can come here, and no provider: what cannot be read is refused with 400 instead of kept. */
  visitors?: boolean;
  /** Is it really them? Pure and on raw bytes. */
  verify(request: WebhookRequest, settings: NoInfer<Settings>, keys: PublishedKeys): Verdict;
  /**
   * What did they say? Pure; throws Permanent where a verified body cannot be read. A promise where its reader works so. Where
   * a provider tells of several accounts at one address, `settings` say which part is ours; without them all of it is.
   */
  receive(request: WebhookRequest, account: string, settings?: NoInfer<Settings>): Reading;
  /** How do we answer? Throws Transient on 429, 5xx and silence, Permanent with the provider's reason on other refusals. */
  send(message: OutboundMessage, settings: NoInfer<Settings>, http: Http): Promise<Receipt>;
  /** Tells the customer that we type or have read; throws as `send` does. */
  signal?(signal: Signal, settings: NoInfer<Settings>, http: Http): Promise<void>;
  /** Gets a file that a customer sent, of which `receive` gave `url`; a plain GET unless told. Throws as `send` does. */
  fetch?(url: string, settings: NoInfer<Settings>, http: Http): Promise<Fetched>;
  /** The answer to an accepted webhook, where the provider insists on one; 200, text/plain and nothing unless told. */
  accepted?(request: WebhookRequest): Acceptance;
};

export type Connection = {
  verify(request: WebhookRequest, keys?: PublishedKeys): Verdict;
  send(message: OutboundMessage, http: Http): Promise<Receipt>;
  fetch(url: string, http: Http): Promise<Fetched>;
  signal(signal: Signal, http: Http): Promise<void>;
  signals: readonly Signal['type'][];
  window?: Window | undefined;
  rate?: number | undefined;
  live?: boolean | undefined;
};

/** A connection as those have it who are called: it reads what is for its account. */
export type Listener = Connection & {
  receive(request: WebhookRequest, account: string): Received | Promise<Received>;
};

/**
 * Makes a channel of its four parts. `connect` takes the account's secret, as unknown JSON, and closes over it, so that
 * the type of the settings never leaves the channel's folder; it throws Permanent naming the paths that do not fit.
 */
export const defineChannel = <const Name extends string, Settings, Reading extends Received | Promise<Received>>(
  spec: ChannelSpec<Name, Settings, Reading>,
) => ({
  name: spec.name,
  limits: spec.limits,
  sends: spec.sends,
  signals: spec.signals ?? [],
  window: spec.window,
  published: spec.published,
  visitors: spec.visitors ?? false,
  accepted: (request: WebhookRequest): Acceptance =>
    spec.accepted?.(request) ?? { contentType: 'text/plain', body: '' },
  receive: (request: WebhookRequest, account: string): Reading => spec.receive(request, account),
  connect(secret: unknown): Listener {
    const parsed = spec.settings.safeParse(secret);
    if (!parsed.success) {
      const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'secret'}: ${issue.message}`);
      throw new Permanent(`the ${spec.name} account's secret does not fit: ${faults.join('; ')}`);
    }
    return {
      verify: (request, keys = []) => spec.verify(request, parsed.data, keys),
      receive: (request, account) => spec.receive(request, account, parsed.data),
      send: (message, http) => spec.send(message, parsed.data, http),
      fetch: (url, http) => (spec.fetch ? spec.fetch(url, parsed.data, http) : download(spec.name, { url }, http)),
      signal: async (signal, http) => spec.signal?.(signal, parsed.data, http),
      signals: spec.signals ?? [],
      window: spec.window,
      rate: spec.rate,
      live: spec.live,
    };
  },
});

export type Channel = ReturnType<typeof defineChannel<string, unknown, Received | Promise<Received>>>;
