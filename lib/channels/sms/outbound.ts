import type { Http } from '../../http.ts';
import type { Content, OutboundMessage } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { isWeb, textOf } from '../shared/fallback.ts';
import type { TwilioAccount } from '../shared/twilio-account.ts';
import { type Fields, sendMessages, templateFields, texts } from '../shared/twilio-messages.ts';

/**
 * Sends by Twilio's Messages resource, a long text as several messages.
 * https://www.twilio.com/docs/messaging/api/message-resource
 */
export async function send(
  { thread, content, callback }: OutboundMessage,
  account: TwilioAccount & { from: string },
  http: Http,
): Promise<Receipt> {
  return sendMessages(fieldsOf(content), { to: thread.sender, from: account.from, callback }, account, http);
}

function fieldsOf(content: Content): Fields[] {
  const template = content.type === 'template' && templateFields(content);
  if (template) return [template];
  if (content.type !== 'media' || !isWeb(content.url)) return texts(textOf(content));
  const [first, ...others] = content.caption?.trim() ? texts(content.caption) : [];
  return [{ ...first, MediaUrl: content.url }, ...others];
}
