import type { Verdict, WebhookRequest } from '../channel.ts';
import { sameText } from '../shared/hmac.ts';
import { isRecent } from '../shared/recent.ts';
import { accept, reject } from '../shared/verdict.ts';
import { headers, mailSignature } from './receipt.ts';

/**
 * Signed by the mail server that posts: our own function behind SES, or any other that has the account's key. See
 * docs/channels/email-server.md for how.
 */
export function verify(request: WebhookRequest, { signingKey }: { signingKey: string }): Verdict {
  const { [headers.receipt]: receipt, [headers.timestamp]: timestamp, [headers.signature]: given } = request.headers;
  if (!receipt || !timestamp || !given)
    return reject(`the ${Object.values(headers).join(', ')} headers are not all there`);
  if (!sameText(mailSignature(request.body, { timestamp, receipt }, signingKey), given))
    return reject(`the ${headers.signature} header does not fit the mail`);
  return isRecent(timestamp) ? accept : reject(`the ${headers.timestamp} header is not of the last five minutes`);
}
