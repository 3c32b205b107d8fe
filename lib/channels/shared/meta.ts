import type { Verdict, WebhookRequest } from '../channel.ts';
import { hmac, sameText } from './hmac.ts';
import { accept, reject } from './verdict.ts';

/**
 * Whether Meta sent this: a GET that asks whether the address is ours is answered with its challenge, anything else is signed
 * with the app's secret over the exact bytes of the body, in which Meta escapes whatever is not ASCII.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 */
export function verifyMeta(
  request: WebhookRequest,
  { appSecret, verifyToken }: { appSecret: string; verifyToken: string },
): Verdict {
  if (request.method === 'GET') return handshake(request.query, verifyToken);
  const signature = request.headers['x-hub-signature-256'];
  if (!signature) return reject('the X-Hub-Signature-256 header is missing');
  return sameText(signMeta(appSecret, request.body), signature)
    ? accept
    : reject("the X-Hub-Signature-256 header does not fit the body and the app's secret");
}

/** The X-Hub-Signature-256 header of a body. */
export const signMeta = (appSecret: string, body: string | Buffer): string =>
  `sha256=${hmac('sha256', appSecret, body, 'hex')}`;

function handshake(query: WebhookRequest['query'], verifyToken: string): Verdict {
  const challenge = query['hub.challenge'];
  if (query['hub.mode'] !== 'subscribe' || challenge === undefined) return reject('the GET request is no handshake');
  return sameText(query['hub.verify_token'] ?? '', verifyToken)
    ? { verdict: 'reply', status: 200, headers: { 'content-type': 'text/plain' }, body: challenge }
    : reject("the handshake's verify token is not the account's");
}
