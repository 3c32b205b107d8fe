import type { Verdict, WebhookRequest } from '../channel.ts';
import { sameText } from '../shared/hmac.ts';
import { headers, mailSignature } from './receipt.ts';

/** Seconds that a signature is good for, on either side of our clock. */
const patience = 300;

/**
 * Signed by the mail server that posts: our own function behind SES, or any other that has the account's key. See
 * docs/channels/email.md for how.
 */
export function verify(request: WebhookRequest, { signingKey }: { signingKey: string }): Verdict {
  const { [headers.receipt]: receipt, [headers.timestamp]: timestamp, [headers.signature]: given } = request.headers;
  if (!receipt || !timestamp || !given)
    return { verdict: 'reject', reason: `the ${Object.values(headers).join(', ')} headers are not all there` };
  if (!sameText(mailSignature(request.body, { timestamp, receipt }, signingKey), given))
    return { verdict: 'reject', reason: `the ${headers.signature} header does not fit the mail` };
  const fresh = /^\d+$/.test(timestamp) && Math.abs(Date.now() / 1000 - Number(timestamp)) <= patience;
  return fresh
    ? { verdict: 'accept' }
    : { verdict: 'reject', reason: `the ${headers.timestamp} header is not of the last five minutes` };
}
