import type { Fetched } from '../channels/channel.ts';
import type { TwilioAccount } from '../channels/shared/twilio-account.ts';
import { fetch } from '../channels/twilio-conversations/media.ts';
import type { Http } from '../http.ts';

/**
 * Gets a file that an agent has sent, by the address that `readAgentMessage` gives it: `flex:`, the service and the file's SID.
 * Throws as a channel's `fetch` does. https://www.twilio.com/docs/conversations-classic/api/media-resource
 */
export function fetchAgentFile(url: string, account: TwilioAccount, http: Http): Promise<Fetched> {
  const [serviceSid = '', sid = ''] = url.replace(/^flex:/, '').split('/');
  return fetch(`twilio-conversations:${sid}`, { ...account, serviceSid }, http);
}
