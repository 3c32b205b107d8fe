import type { Http } from '../../http.ts';
import type { Content, OutboundMessage } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { partCallback, receiptOf } from './parts.ts';
import { messagesOf } from './split-text.ts';
import { postToTwilio, type TwilioAccount } from './twilio-account.ts';

/** Fields of the form that creates a message: what is said in it. */
export type Fields = Record<string, string>;

/**
 * Creates a message of each of `said` in Twilio's Messages resource and gives their SIDs. `from` is an address
 * of the channel, or the SID of a messaging service. Twilio knows no idempotency key: a retry starts at the first one
 * again, as a part said twice is better than one never said. https://www.twilio.com/docs/messaging/api/message-resource
 */
export async function sendMessages(
  said: Fields[],
  { to, from, callback }: { to: string; from: string; callback: OutboundMessage['callback'] },
  account: TwilioAccount,
  http: Http,
): Promise<Receipt> {
  const url = `https://api.twilio.com/2010-04-01/Accounts/${account.accountSid}/Messages.json`;
  const sender: Fields = from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from };
  const receipts: Receipt[] = [];
  for (const [index, fields] of said.entries()) {
    const form = new URLSearchParams({ To: to, ...sender, ...fields });
    const told = partCallback(callback, index === said.length - 1);
    if (told) form.set('StatusCallback', told);
    receipts.push(await postToTwilio(url, form, account, http));
  }
  return receiptOf(receipts);
}

/** A text in messages of 1600 characters at most. */
export const texts = (text: string): Fields[] => messagesOf(text, 1600).map((Body) => ({ Body }));

/** A template of Twilio's Content API; undefined for one by another name. https://www.twilio.com/docs/content */
export function templateFields({ id, variables }: Extract<Content, { type: 'template' }>): Fields | undefined {
  if (!id.startsWith('HX')) return undefined;
  return { ContentSid: id, ContentVariables: JSON.stringify(variables) };
}
