import type { Http } from '../../http.ts';
import type { Signal } from '../../message.ts';
import { postToTwilio, type TwilioAccount } from '../shared/twilio-account.ts';

/**
 * Shows that we type, for 25 s or until we answer, and marks the customer's message as read with it; nothing where it
 * is not known which message that is. Throws as `send` does.
 * https://www.twilio.com/docs/whatsapp/api/typing-indicators-resource
 */
export async function signal({ type, messageId }: Signal, account: TwilioAccount, http: Http): Promise<void> {
  if (type !== 'typing' || !messageId) return;
  // The second file of one message has the id `<SID>/1` with us.
  const [sid = ''] = messageId.split('/');
  const form = new URLSearchParams({ messageId: sid, channel: 'whatsapp' });
  await postToTwilio('https://messaging.twilio.com/v2/Indicators/Typing.json', form, account, http);
}
