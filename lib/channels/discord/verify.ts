import type { Verdict, WebhookRequest } from '../channel.ts';
import { sameText } from '../shared/hmac.ts';
import { isSignedBy } from './ed25519.ts';
import { kindOf } from './kind.ts';
import { relayHeaders, signRelayed } from './relay-signature.ts';

type Account = { publicKey: string; relaySecret?: string | undefined };

/**
 * Signed by Discord over the timestamp and the exact bytes of the body, or by our own relay. A PING is answered at once.
 * https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
 */
export const verify = (request: WebhookRequest, account: Account): Verdict =>
  request.headers[relayHeaders.signature] === undefined
    ? verifyDiscord(request, account)
    : verifyRelay(request, account);

/** How far a timestamp may be from now, ms: Discord names no limit, and an interaction is of no use after 15 minutes. */
const leeway = 300_000;

function verifyDiscord({ headers, body }: WebhookRequest, { publicKey }: Account): Verdict {
  const signature = headers['x-signature-ed25519'];
  const timestamp = headers['x-signature-timestamp'];
  if (!signature) return rejected('the X-Signature-Ed25519 header is missing');
  if (!timestamp) return rejected('the X-Signature-Timestamp header is missing');
  if (!isSignedBy(publicKey, Buffer.concat([Buffer.from(timestamp), body]), signature))
    return rejected('the X-Signature-Ed25519 header does not fit the timestamp and the body');
  switch (kindOf(body)) {
    case 'ping':
      return { verdict: 'reply', status: 200, headers: { 'content-type': 'application/json' }, body: '{"type":1}' };
    case 'event-ping':
      return { verdict: 'reply', status: 204, headers: { 'content-type': 'application/json' }, body: '' };
    case 'event':
      // Tried again for ten minutes, and nobody says that each try is signed anew.
      return { verdict: 'accept' };
    default:
      return isRecent(timestamp)
        ? { verdict: 'accept' }
        : rejected('the X-Signature-Timestamp header is of another time');
  }
}

function verifyRelay({ headers, body }: WebhookRequest, { relaySecret }: Account): Verdict {
  const { [relayHeaders.signature]: signature = '', [relayHeaders.timestamp]: timestamp = '' } = headers;
  if (!relaySecret) return rejected("the relay signed, but the account's secret has no relaySecret");
  if (!sameText(signRelayed(relaySecret, timestamp, body), signature))
    return rejected('the X-Seaway-Relay-Signature header does not fit the timestamp and the body');
  return isRecent(timestamp)
    ? { verdict: 'accept' }
    : rejected('the X-Seaway-Relay-Timestamp header is of another time');
}

const isRecent = (seconds: string) => /^\d+$/.test(seconds) && Math.abs(Date.now() - Number(seconds) * 1000) <= leeway;

const rejected = (reason: string): Verdict => ({ verdict: 'reject', reason });
