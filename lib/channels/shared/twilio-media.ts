import type { Http } from '../../http.ts';
import type { Fetched } from '../channel.ts';
import { download } from './download.ts';
import { type TwilioAccount, twilioLogin } from './twilio-account.ts';

/**
 * Gets a file that a customer sent by SMS or WhatsApp, which Twilio gives to the account alone. Throws as `send` does.
 * https://www.twilio.com/docs/messaging/api/media-resource
 */
export async function fetchMedia(url: string, account: TwilioAccount, http: Http): Promise<Fetched> {
  // Only Twilio is told the login, whatever address a message carries.
  const headers: Record<string, string> = twilioApi.test(url) ? { authorization: twilioLogin(account) } : {};
  return download('Twilio', { url, headers }, http);
}

/** Regions outside the United States have their own host: https://www.twilio.com/docs/global-infrastructure */
const twilioApi = /^https:\/\/api\.([a-z0-9-]+\.){0,2}twilio\.com\//;
