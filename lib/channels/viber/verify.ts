import type { Verdict, WebhookRequest } from '../channel.ts';
import { hmac, sameText } from '../shared/hmac.ts';
import { accept, reject } from '../shared/verdict.ts';

/**
 * Signed over the exact bytes of the body, also of the call by which set_webhook tries the address out.
 * https://developers.viber.com/docs/api/rest-bot-api/#callbacks
 */
export function verify(request: WebhookRequest, { authToken }: { authToken: string }): Verdict {
  const signature = request.headers['x-viber-content-signature'];
  if (!signature) return reject('the X-Viber-Content-Signature header is missing');
  return sameText(hmac('sha256', authToken, request.body, 'hex'), signature)
    ? accept
    : reject('the X-Viber-Content-Signature header does not fit the body');
}
