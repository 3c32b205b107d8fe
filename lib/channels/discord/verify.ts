import type { Verdict, WebhookRequest } from '../channel.ts';
import { sameText } from '../shared/hmac.ts';
import { isRecent } from '../shared/recent.ts';
import { accept, reject } from '../shared/verdict.ts';
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

function verifyDiscord({ headers, body }: WebhookRequest, { publicKey }: Account): Verdict {
  const signature = headers['x-signature-ed25519'];
  const timestamp = headers['x-signature-timestamp'];
  if (!signature) return reject('the X-Signature-Ed25519 header is missing');
  if (!timestamp) return reject('the X-Signature-Timestamp header is missing');
  if (!isSignedBy(publicKey, Buffer.concat([Buffer.from(timestamp), body]), signature))
    return reject('the X-Signature-Ed25519 header does not fit the timestamp and the body');
  switch (kindOf(body)) {
    case 'ping':
      return { verdict: 'reply', status: 200, headers: { 'content-type': 'application/json' }, body: '{"type":1}' };
    case 'event-ping':
      return { verdict: 'reply', status: 204, headers: { 'content-type': 'application/json' }, body: '' };
    case 'event':
      // Tried again for ten minutes, and nobody says that each try is signed anew.
      return accept;
    default:
      return isRecent(timestamp) ? accept : reject('the X-Signature-Timestamp header is of another time');
  }
}

function verifyRelay({ headers, body }: WebhookRequest, { relaySecret }: Account): Verdict {
  const { [relayHeaders.signature]: signature = '', [relayHeaders.timestamp]: timestamp = '' } = headers;
  if (!relaySecret) return reject("the relay signed, but the account's secret has no relaySecret");
  if (!sameText(signRelayed(relaySecret, timestamp, body), signature))
    return reject('the X-Seaway-Relay-Signature header does not fit the timestamp and the body');
  return isRecent(timestamp) ? accept : reject('the X-Seaway-Relay-Timestamp header is of another time');
}
