import type { Verdict, WebhookRequest } from '../channel.ts';
import { hmac, sameText } from '../shared/hmac.ts';
import { accept, reject } from '../shared/verdict.ts';

/** Signed over the exact bytes of the body: https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/ */
export function verify(request: WebhookRequest, { channelSecret }: { channelSecret: string }): Verdict {
  const signature = request.headers['x-line-signature'];
  if (!signature) return reject('the X-Line-Signature header is missing');
  return sameText(hmac('sha256', channelSecret, request.body, 'base64'), signature)
    ? accept
    : reject('the X-Line-Signature header does not fit the body');
}
