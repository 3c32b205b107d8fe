import type { Verdict, WebhookRequest } from '../channel.ts';
import { answerHandshake } from '../shared/google-handshake.ts';
import { hmac, sameText } from '../shared/hmac.ts';
import { accept, reject } from '../shared/verdict.ts';

/**
 * Signed over the exact bytes of the body, unlike RCS for Business.
 * https://developers.google.com/business-communications/business-messages/guides/how-to/message/receive
 */
export function verify(request: WebhookRequest, settings: { clientToken: string; partnerKey: string }): Verdict {
  const handshake = answerHandshake(request, settings.clientToken);
  if (handshake) return handshake;
  const signature = request.headers['x-goog-signature'];
  if (!signature) return reject('the X-Goog-Signature header is missing');
  return sameText(hmac('sha512', settings.partnerKey, request.body, 'base64'), signature)
    ? accept
    : reject('the X-Goog-Signature header does not fit the body');
}
