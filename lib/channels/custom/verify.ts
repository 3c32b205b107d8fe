import { webhookSignature } from '../../standard-webhooks.ts';
import type { Verdict, WebhookRequest } from '../channel.ts';
import { sameText } from '../shared/hmac.ts';
import { isRecent } from '../shared/recent.ts';
import { accept, reject } from '../shared/verdict.ts';

type Secrets = { signingSecret: string; formerSecret?: string | undefined };

/** The secrets that count, the newer one first. */
export const secretsOf = ({ signingSecret, formerSecret }: Secrets): string[] =>
  formerSecret ? [signingSecret, formerSecret] : [signingSecret];

/**
 * Whether one of the request's signatures was made with one of our secrets, and lately.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function verify({ headers, body }: WebhookRequest, secrets: Secrets): Verdict {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
  if (!id) return reject('the webhook-id header is missing');
  if (!timestamp || !/^\d{1,12}$/.test(timestamp))
    return reject('the webhook-timestamp header is missing or no number');
  if (!signature || !/^\S+( \S+)*$/.test(signature))
    return reject('the webhook-signature header is missing or no list');
  if (!isRecent(timestamp)) return reject('the webhook-timestamp header is more than five minutes from now');
  const right = secretsOf(secrets).map((secret) => webhookSignature(secret, id, timestamp, body));
  return signature.split(' ').some((given) => right.some((one) => sameText(one, given)))
    ? accept
    : reject('the webhook-signature header does not fit the body');
}
