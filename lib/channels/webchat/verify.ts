import { bearerOf } from '../../jwt/bearer.ts';
import type { Verdict, WebhookRequest } from '../channel.ts';
import { accept, reject } from '../shared/verdict.ts';
import { isSigned, sessionOf } from './token.ts';

/**
 * A page shows the session token that we gave it; the body is not signed, as a browser has nothing to sign it with.
 * docs/channels/webchat.md
 */
export function verify({ headers }: WebhookRequest, { sessionKey }: { sessionKey: string }): Verdict {
  const token = bearerOf(headers.authorization);
  if (token === undefined) return reject('the Authorization header holds no session token');
  const session = isSigned(token, sessionKey) ? sessionOf(token) : undefined;
  if (!session) return reject('the session token is not one of this account');
  return session.exp * 1000 > Date.now() ? accept : reject('the session token has expired');
}
