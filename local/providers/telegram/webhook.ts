import * as z from 'zod';
import type { ApiAnswer } from '../api.ts';
import { read, result } from './answers.ts';

const setWebhook = z.strictObject({
  // Telegram itself takes https alone.
  url: z.string().regex(/^(https:\/\/.+|http:\/\/127\.0\.0\.1.+|)$/, 'bad webhook: An HTTPS URL must be provided'),
  secret_token: z
    .string()
    .regex(/^[\w-]{1,256}$/, 'secret token contains unallowed characters')
    .optional(),
  allowed_updates: z.array(z.string()).optional(),
  drop_pending_updates: z.boolean().optional(),
});

/**
 * The methods that manage a bot: who it is, and where its updates go. Whatever was set, the customers of a laptop are heard
 * at the address that the stand-in was started with. https://core.telegram.org/bots/api#getting-updates
 */
export function openManagement(bot: Record<string, unknown>) {
  let webhook: z.infer<typeof setWebhook> = { url: '' };
  let lastError = {};

  const calls: Record<string, (body: Buffer) => ApiAnswer> = {
    getMe: () => result(bot),
    setWebhook(body) {
      webhook = read(body, setWebhook);
      lastError = {};
      return result(true);
    },
    getWebhookInfo: () =>
      result({
        url: webhook.url,
        has_custom_certificate: false,
        pending_update_count: 0,
        ...(webhook.allowed_updates && { allowed_updates: webhook.allowed_updates }),
        ...lastError,
      }),
  };

  return {
    calls,
    /** An update was answered with this status. */
    delivered(status: number): void {
      if (status >= 300)
        lastError = {
          last_error_date: Math.floor(Date.now() / 1000),
          last_error_message: `Wrong response from the webhook: ${status}`,
        };
    },
  };
}
