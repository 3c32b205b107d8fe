import { signTwilio } from '../channels/shared/twilio.ts';
import { Permanent, Transient } from '../errors.ts';
import type { Http } from '../http.ts';

/**
 * Tells the voice function of a timer, by its own webhook and signed as Twilio's are: whoever holds the auth token may.
 * Throws Transient where it should be tried again, Permanent where it makes no sense.
 */
export async function wakeCall(
  http: Http,
  { authToken }: { authToken: string },
  { origin, account, token }: { origin: string; account: string; token: string },
): Promise<void> {
  const query = new URLSearchParams({ event: 'timeout', token });
  const url = `${origin}/voice/${encodeURIComponent(account)}/status?${query}`;
  const { status } = await http({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signTwilio(authToken, url, new URLSearchParams()),
    },
    body: '',
  });
  if (status >= 500) throw new Transient(`the voice function answered ${status} to a timer`);
  if (status >= 300) throw new Permanent(`the voice function answered ${status} to a timer`);
}
