import { hmac } from '../../../lib/channels/shared/hmac.ts';
import { type ApiAnswer, postWebhook, Refused } from '../api.ts';

export const authToken = '445da6az1s345z78-local-viber-auth-token-00';

// They only ever grow, also when the stand-in is started anew, and are beyond what a number of JavaScript holds.
let tokens = 5_000_000_000_000_000_000n + BigInt(Date.now()) * 1000n;
export const messageToken = () => String(tokens++);

/** JSON in which the token is a number, as Viber writes it. */
const written = (body: Record<string, unknown>, token?: string) => {
  const text = JSON.stringify(body);
  return token === undefined ? text : `{"message_token":${token},${text.slice(1)}`;
};

/** Posts a callback, signed. */
export function postCallback(url: string, event: string, token: string, told: Record<string, unknown>) {
  const body = written({ event, timestamp: Date.now(), chat_hostname: 'local', ...told }, token);
  const signature = hmac('sha256', authToken, body, 'hex');
  return postWebhook(url, { 'content-type': 'application/json', 'x-viber-content-signature': signature }, body);
}

/** Viber answers with 200 whatever became of the request. */
export const answered = (fields: Record<string, unknown> = {}, token?: string): ApiAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(written({ status: 0, status_message: 'ok', ...fields }, token)),
});

export function refuse(status: number, status_message: string, reason: string, sender?: string): never {
  throw new Refused(answered({ status, status_message }), `${status}: ${reason}`, sender);
}
