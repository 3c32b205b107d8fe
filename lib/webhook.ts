import type { Channel, Connection, Listener, Verdict, WebhookRequest } from './channels/channel.ts';
import { channelOf } from './channels/index.ts';
import { Permanent } from './errors.ts';
import type { PublishedKeys } from './jwt/rs256.ts';
import type { ThreadEvent } from './message.ts';

/** What taking webhooks needs of the outside world. */
export type Reception = {
  /** Bytes of a webhook at most; 512 KiB unless told. */
  largest?: number;
  accounts: readonly { channel: string; account: string }[];
  secret(channel: string, account: string): Promise<unknown>;
  /** The keys that a provider publishes at this address, `afresh` where those known do not fit. */
  keys(address: string, afresh: boolean): Promise<PublishedKeys>;
  enqueue(events: ThreadEvent[]): Promise<void>;
  /** Keeps a body that is genuine but cannot be read, with the reason. */
  bury(body: string, reason: string): Promise<void>;
  /** Adds one; `about` is told beside, where it cannot make further metrics. */
  count(name: string, dimensions?: Record<string, string>, about?: Record<string, string>): void;
  log(sentence: string, facts: Record<string, unknown>): void;
};

export type Answer = { status: number; headers: Record<string, string>; body: string };

/** Providers' webhooks are far below, and a queue message holds 1 MiB. */
const usual = 512 * 1024;

/**
 * Takes a provider's webhook: verified on the raw bytes, split into events per person, enqueued, answered. 404 for an
 * account we do not have, 413 for a body too large, 401 for one that is not theirs; a genuine body that cannot be read is
 * kept for a person to look at, or is 400 where anybody may come. Nothing of a body is logged. Throws Transient where the
 * queue or the secret is out of reach.
 */
export async function takeWebhook(
  reception: Reception,
  { channel: name, account }: { channel: string; account: string },
  request: WebhookRequest,
): Promise<Answer> {
  const channel = await channelOf(name);
  if (!channel || !reception.accounts.some((known) => known.channel === name && known.account === account)) {
    reception.count('unknown_account');
    return plain(404, 'There is no such channel account here.');
  }
  const { largest = usual } = reception;
  if (request.body.length > largest) {
    reception.count('oversized', { channel: name });
    return plain(413, `A webhook may have ${largest} bytes at most.`);
  }
  const listener = channel.connect(await reception.secret(name, account));
  const verdict = await judge(reception, channel, listener, request);
  if (verdict.verdict === 'reject') {
    reception.count('rejected', { channel: name });
    reception.log('a webhook was rejected', { channel: name, account, reason: verdict.reason });
    return plain(401, 'The signature does not fit.');
  }
  if (verdict.verdict === 'reply') {
    return { status: verdict.status, headers: { ...asIs, ...verdict.headers }, body: verdict.body };
  }
  const refused = await receive(reception, channel, listener, account, request);
  if (refused !== undefined) return plain(400, refused);
  const { status = 200, contentType, body } = channel.accepted(request);
  return { status, headers: { ...asIs, 'content-type': contentType }, body };
}

async function judge(
  { keys }: Reception,
  { published }: Channel,
  { verify }: Connection,
  request: WebhookRequest,
): Promise<Verdict> {
  if (published === undefined) return verify(request);
  const verdict = verify(request, await keys(published, false));
  // The provider may sign with a new key by now.
  return verdict.verdict === 'reject' ? verify(request, await keys(published, true)) : verdict;
}

/** Gives the reason where a body cannot be read and its sender is to hear so. */
async function receive(
  reception: Reception,
  channel: Channel,
  listener: Listener,
  account: string,
  request: WebhookRequest,
): Promise<string | undefined> {
  try {
    const { events, ignored } = await listener.receive(request, account);
    for (const type of ignored) reception.count('ignored', { channel: channel.name }, { type: shortName(type) });
    for (const { type } of events) reception.count('received', { channel: channel.name, type });
    await reception.enqueue(events);
    return undefined;
  } catch (error) {
    if (!(error instanceof Permanent)) throw error;
    reception.count('unreadable', { channel: channel.name });
    reception.log('a genuine webhook cannot be read', { channel: channel.name, account, reason: error.message });
    if (channel.visitors) return error.message;
    const body = { channel: channel.name, account, url: request.url, body: request.body.toString('base64') };
    await reception.bury(JSON.stringify(body), error.message);
    return undefined;
  }
}

/** What a body calls its events is anything, and goes into a log. */
const shortName = (type: string): string => type.replaceAll(/[^\w ./:-]/g, ' ').slice(0, 60);

/** Some answers repeat what they were asked: no browser may take one for a page. */
const asIs = { 'x-content-type-options': 'nosniff' };

const plain = (status: number, body: string): Answer => ({
  status,
  headers: { ...asIs, 'content-type': 'text/plain' },
  body,
});
