import { Permanent, Transient } from '../../errors.ts';
import type { HttpResponse } from '../../http.ts';

/**
 * What an error code of a provider means: one that passes by itself is tried again, `after` so many seconds where that is
 * known; for another, `remedy` says in a sentence what can be done.
 */
export type KnownError = { meaning: string; passing?: true; after?: number; remedy?: string };

/** Whether a call was accepted: https://www.rfc-editor.org/rfc/rfc9110#name-successful-2xx */
export const isSuccess = ({ status }: HttpResponse): boolean => status >= 200 && status < 300;

/**
 * The error that a refused request comes to: Transient on 408, 429 and 5xx, or where the provider's own code says so
 * (`passing`), else Permanent. `reason` is the provider's; `after` its seconds to wait, else those of Retry-After; `remedy`
 * is what can be done about it, in a sentence; `what` was refused, a message unless told.
 */
export function refusal(
  provider: string,
  response: HttpResponse,
  { reason, passing, after, remedy, what = 'the message' }: Ground,
): Transient | Permanent {
  const { status } = response;
  const sentence = `${provider} refused ${what} with ${status}: ${reason ?? 'no reason given'}`;
  if (!(passing ?? (status === 408 || status === 429 || status >= 500)))
    return new Permanent(sentence, { remedy: remedy ?? remedies[status] });
  const wait = after ?? retryAfter(response.headers['retry-after']);
  return new Transient(sentence, wait === undefined ? {} : { after: wait });
}

/** Where the provider's own code says no more. */
const remedies: Record<number, string> = {
  401: "Check the account's token or keys: `seaway channel check` says what is wrong with them.",
  403: "Look whether the account may do this, and whether the customer wants it: `seaway channel check` knows the account's side.",
};

type Ground = {
  reason?: string | undefined;
  passing?: boolean | undefined;
  after?: number | undefined;
  remedy?: string | undefined;
  what?: string;
};

/** Seconds, or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const until = Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil((until - Date.now()) / 1000));
}
