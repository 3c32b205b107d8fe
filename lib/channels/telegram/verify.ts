import type { Verdict, WebhookRequest } from '../channel.ts';
import { sameText } from '../shared/hmac.ts';
import { accept, reject } from '../shared/verdict.ts';

/** Telegram signs nothing: it repeats the secret that setWebhook gave it. https://core.telegram.org/bots/api#setwebhook */
export function verify(request: WebhookRequest, { secretToken }: { secretToken: string }): Verdict {
  const secret = request.headers['x-telegram-bot-api-secret-token'];
  if (!secret) return reject('the X-Telegram-Bot-Api-Secret-Token header is missing');
  return sameText(secret, secretToken)
    ? accept
    : reject('the X-Telegram-Bot-Api-Secret-Token header is not our secret');
}
