import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { WebhookRequest } from '../../lib/channels/channel.ts';
import type { HttpRequest, HttpResponse } from '../../lib/http.ts';
import type { PublishedKeys } from '../../lib/jwt/rs256.ts';
import { type Content, type OutboundMessage, threadEventSchema } from '../../lib/message.ts';

/** What the conformance kit must be told of a channel to put its questions. */
export type ChannelKit = {
  secret: Record<string, unknown>;
  /** The same account with every secret that verifies webhooks replaced. */
  wrongSecret: Record<string, unknown>;
  /** Paths of the secret without which the channel must not connect. */
  needs: string[];
  /** The keys that the provider publishes, where the channel has an address for them. */
  keys?: PublishedKeys;
  /** The request as the provider would have signed it with `secret`. */
  sign(request: WebhookRequest): WebhookRequest;
  /** What the provider vouches for: changing any byte of it must be noticed. */
  signs: readonly ('url' | 'body' | `header ${string}`)[];
  /** Everything that is signed, in one text: two requests of which it is the same are the same to the provider. */
  signed(request: WebhookRequest): string;
  /** Known answers, published by the provider or its own tests. */
  vectors: { name: string; secret: Record<string, unknown>; request: WebhookRequest }[];
  /** The fixture that holds a batch of several people, where the provider sends such, its senders, and the list in its body. */
  batch?: { fixture: string; senders: string[]; list: string };
  /** Another account that the same app of the provider may tell of at the same address, where it may. */
  elsewhere?: Record<string, unknown>;
  /** Seen in a request that carries this kind of content as it is; one for each kind that the channel `sends`. */
  native: Partial<Record<Content['type'], string>>;
  /** The texts that a customer would read from a request to the send API. */
  texts(request: HttpRequest): string[];
  /** Calls before the one that sends, by the start of their address: an access token, a file to be uploaded. */
  before?: Record<string, HttpResponse>;
  /** `providerId` is our own id of the message, whatever the provider answers. */
  ownIds?: boolean;
  /** The send API's answers; a refusal may well come with status 200. `reason` is the provider's, within the refusal. */
  answers: { ok: HttpResponse; providerId: string; refused: HttpResponse; reason: string };
};

const requestShape = z.object({
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

const fixtureShape = z.object({
  from: z.url(),
  request: requestShape,
  expect: z.object({ events: z.array(threadEventSchema), ignored: z.array(z.string()) }),
});

/** The hour at which every fixture is received. */
export const arrival = Date.UTC(2026, 0, 1);

/** All fixtures of a channel, by file name. */
export const fixturesOf = (channel: string) =>
  readdirSync(new URL(`../fixtures/${channel}/`, import.meta.url)).map((file) => {
    const text = readFileSync(new URL(`../fixtures/${channel}/${file}`, import.meta.url), 'utf8');
    const fixture = fixtureShape.parse(JSON.parse(text));
    return { name: file.replace('.json', ''), expect: fixture.expect, request: webhook(fixture.request) };
  });

/** A webhook request of these parts, its query read from the address as API Gateway does. */
export function webhook(parts: {
  url: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}): WebhookRequest {
  const query = Object.fromEntries(new URL(parts.url).searchParams);
  return { method: 'POST', url: parts.url, headers: parts.headers ?? {}, query, body: Buffer.from(parts.body) };
}

export const answer = (status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

/** A provider that gives these answers one after the other, and the calls that it heard. */
export function answering(answers: HttpResponse[]) {
  const calls: HttpRequest[] = [];
  const http = async (request: HttpRequest): Promise<HttpResponse> => {
    const next = answers[calls.push(request) - 1];
    if (!next) throw new Error(`nobody expected a call of ${request.url}`);
    return next;
  };
  return { http, calls };
}

export const sampleContents: { [Kind in Content['type']]: Extract<Content, { type: Kind }> } = {
  text: { type: 'text', text: 'Hello, 世界 😀' },
  media: { type: 'media', url: 'https://example.com/cat.png', mediaType: 'image/png', caption: 'A cat' },
  location: { type: 'location', latitude: 35.66, longitude: 139.7, name: 'Office', address: 'Kioicho, Tokyo' },
  choices: {
    type: 'choices',
    text: 'Which?',
    options: [
      { id: 'billing', text: 'Billing' },
      { id: 'support', text: 'Support' },
    ],
  },
  template: { type: 'template', id: 'HX00000000000000000000000000000001', variables: { 1: 'Ada', 2: 'noon' } },
  reaction: { type: 'reaction', messageId: '7527593:133', emoji: '👍' },
  contact: { type: 'contact', name: 'Ada Lovelace', phones: ['+441234567890'], emails: ['ada@example.com'] },
};

export const outbound = (channel: string, content: Content): OutboundMessage => ({
  id: '0f8fad5b-d9cb-469f-a165-70867728950e',
  thread: { channel, account: 'main', sender: '+14133881111' },
  content,
  // For channels whose messages we push ourselves.
  live: { endpoint: 'https://sockets.execute-api.us-east-1.amazonaws.com/live', connections: ['a page='] },
});
