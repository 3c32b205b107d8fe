import * as z from 'zod';
import type { Verdict, WebhookRequest } from '../channel.ts';
import { sameText } from './hmac.ts';
import { readAnswer } from './json.ts';
import { reject } from './verdict.ts';

const handshake = z.object({ clientToken: z.string(), secret: z.string() });

/**
 * The answer to the call by which Google makes sure that a webhook is ours: our client token comes in, the secret beside it
 * goes back. Undefined where the body is no such call.
 * https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks
 */
export function answerHandshake({ body }: WebhookRequest, clientToken: string): Verdict | undefined {
  const asked = readAnswer(body, handshake);
  if (!asked) return undefined;
  return sameText(asked.clientToken, clientToken)
    ? { verdict: 'reply', status: 200, headers: { 'content-type': 'text/plain' }, body: asked.secret }
    : reject("the handshake's clientToken is not ours");
}
