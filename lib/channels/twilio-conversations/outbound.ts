import type { Http } from '../../http.ts';
import type { Content, OutboundMessage } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { attachmentOf } from '../shared/attachment.ts';
import { textOf } from '../shared/fallback.ts';
import { receiptOf } from '../shared/parts.ts';
import { postToTwilio, type TwilioAccount } from '../shared/twilio-account.ts';
import { type Fields, templateFields, texts } from '../shared/twilio-messages.ts';
import { upload } from './media.ts';
import { ownAttributes } from './own.ts';

type Account = TwilioAccount & { serviceSid: string; author?: string | undefined };

/**
 * Writes into the conversation, a long text as several messages. X-Twilio-Webhook-Enabled is left out, so that Twilio
 * does not tell us of what we did. It knows no idempotency key: a retry starts at the first part again.
 * https://www.twilio.com/docs/conversations-classic/api/conversation-message-resource
 */
export async function send(message: OutboundMessage, account: Account, http: Http): Promise<Receipt> {
  const conversation = encodeURIComponent(message.thread.sender);
  const url = `https://conversations.twilio.com/v1/Services/${account.serviceSid}/Conversations/${conversation}/Messages`;
  const about: Fields = { Attributes: ownAttributes(message.id), ...(account.author && { Author: account.author }) };
  const receipts: Receipt[] = [];
  for (const fields of await fieldsOf(message.content, account, http))
    receipts.push(await postToTwilio(url, new URLSearchParams({ ...about, ...fields }), account, http));
  return receiptOf(receipts);
}

async function fieldsOf(content: Content, account: Account, http: Http): Promise<Fields[]> {
  const template = content.type === 'template' && templateFields(content);
  if (template) return [template];
  const file = content.type === 'media' ? await attachmentOf(content, http) : undefined;
  if (content.type !== 'media' || !file) return texts(textOf(content));
  const said = content.caption?.trim() ? texts(content.caption) : [];
  return [{ MediaSid: await upload(file, account, http) }, ...said];
}
