import * as z from 'zod';
import type { Verdict, WebhookRequest } from '../channel.ts';
import { hmac, sameText } from '../shared/hmac.ts';
import { readAnswer } from '../shared/json.ts';
import { isRecent } from '../shared/recent.ts';
import { accept, reject } from '../shared/verdict.ts';

/**
 * Signed over the time and the exact bytes of the body; a request more than five minutes old, or from the future, is a
 * replay. The challenge of a new address is signed too, and answered at once.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function verify(request: WebhookRequest, { signingSecret }: { signingSecret: string }): Verdict {
  const { 'x-slack-signature': signature, 'x-slack-request-timestamp': time } = request.headers;
  if (!signature) return reject('the X-Slack-Signature header is missing');
  if (!time || !/^\d{1,12}$/.test(time)) return reject('the X-Slack-Request-Timestamp header is missing or no time');
  if (!isRecent(time)) return reject('the X-Slack-Request-Timestamp header is more than five minutes off');
  const signed = Buffer.concat([Buffer.from(`v0:${time}:`), request.body]);
  if (!sameText(`v0=${hmac('sha256', signingSecret, signed, 'hex')}`, signature))
    return reject('the X-Slack-Signature header does not fit the time and the body');
  const asked = readAnswer(request.body, challenge);
  if (!asked) return accept;
  return { verdict: 'reply', status: 200, headers: { 'content-type': 'text/plain' }, body: asked.challenge };
}

/** https://docs.slack.dev/reference/events/url_verification */
const challenge = z.object({ type: z.literal('url_verification'), challenge: z.string().min(1) });
