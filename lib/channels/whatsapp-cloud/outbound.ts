import * as z from 'zod';
import type { Http } from '../../http.ts';
import type { Content, OutboundMessage, Signal } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { isWeb, textOf } from '../shared/fallback.ts';
import { readAnswer } from '../shared/json.ts';
import { graph, postGraph } from '../shared/meta-graph.ts';
import { partCallback, receiptOf } from '../shared/parts.ts';
import { messagesOf } from '../shared/split-text.ts';
import { recipientOf } from './address.ts';
import { writeCallbackData } from './callback-data.ts';
import { interactive } from './choices.ts';
import { whatsappErrors } from './errors.ts';
import { template } from './template.ts';

type Account = { phoneNumberId: string; accessToken: string; listLabel?: string | undefined };
type Part = { type: string; [name: string]: unknown };

/**
 * Sends by the Cloud API, a long text as several messages. WhatsApp knows no idempotency key: a retry starts at the first
 * part again, as a part said twice is better than one never said. Throws Transient or Permanent.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
 */
export async function send(message: OutboundMessage, account: Account, http: Http): Promise<Receipt> {
  const { sender } = message.thread;
  const receipts: Receipt[] = [];
  const parts = partsOf(message.content, account);
  for (const [index, part] of parts.entries()) {
    const address = { recipient_type: 'individual', ...recipientOf(sender) };
    const callback = partCallback(message.callback, index === parts.length - 1);
    const tracked = { biz_opaque_callback_data: writeCallbackData(sender, callback) };
    const { body } = await post({ ...address, ...part, ...tracked }, account, http);
    const providerId = readAnswer(body, answerShape)?.messages[0]?.id;
    receipts.push(providerId ? { providerId } : {});
  }
  return receiptOf(receipts);
}

/**
 * Marks the customer's message as read, and shows that we type an answer to it: WhatsApp has no typing without a message.
 * Throws as `send` does. https://developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators
 */
export async function signal({ type, messageId }: Signal, account: Account, http: Http): Promise<void> {
  if (!messageId) return;
  const typing = type === 'typing' && { typing_indicator: { type: 'text' } };
  await post({ status: 'read', message_id: messageId, ...typing }, account, http);
}

const answerShape = z.object({ messages: z.array(z.object({ id: z.string() })) });

const post = (body: object, { phoneNumberId, accessToken }: Account, http: Http) =>
  postGraph(
    {
      url: `${graph}/${phoneNumberId}/messages`,
      token: accessToken,
      body: { messaging_product: 'whatsapp', ...body },
    },
    { provider: 'WhatsApp', errors: whatsappErrors },
    http,
  );

function partsOf(content: Content, account: Account): Part[] {
  switch (content.type) {
    case 'media':
      return mediaParts(content);
    case 'location': {
      const { type, ...location } = content;
      return [{ type, location }];
    }
    case 'choices': {
      const { text, choices } = interactive(content, account.listLabel);
      if (!choices) return texts(text);
      return [...(text.trim() ? texts(text) : []), { type: 'interactive', interactive: choices }];
    }
    case 'template':
      return [{ type: 'template', template: template(content) }];
    case 'reaction':
      return [{ type: 'reaction', reaction: { message_id: content.messageId, emoji: content.emoji } }];
    case 'contact':
      return [{ type: 'contacts', contacts: [contactOf(content)] }];
    default:
      return texts(textOf(content));
  }
}

const texts = (text: string): Part[] => messagesOf(text, 4096).map((body) => ({ type: 'text', text: { body } }));

const mostCaption = 1024;

/** WhatsApp fetches a file by its https address. A recording carries no caption, and a long one goes as a text. */
function mediaParts(content: Extract<Content, { type: 'media' }>): Part[] {
  const { url, mediaType, name, caption } = content;
  if (!isWeb(url)) return texts(textOf(content));
  const type = kinds.get(mediaType) ?? 'document';
  const fits = type !== 'audio' && caption?.trim() && caption.length <= mostCaption;
  const more = { ...(type === 'document' && name && { filename: name }), ...(fits && { caption }) };
  return [{ type, [type]: { link: url, ...more } }, ...(!fits && caption?.trim() ? texts(caption) : [])];
}

/**
 * What is none of these arrives as a document, also a WebP, which WhatsApp takes for nothing but a sticker.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
 */
const kinds = new Map([
  ['image/jpeg', 'image'],
  ['image/png', 'image'],
  ['video/mp4', 'video'],
  ['video/3gpp', 'video'],
  ['audio/aac', 'audio'],
  ['audio/amr', 'audio'],
  ['audio/mp4', 'audio'],
  ['audio/mpeg', 'audio'],
  ['audio/ogg', 'audio'],
]);

const contactOf = ({ name, phones, emails }: Extract<Content, { type: 'contact' }>) => ({
  name: { formatted_name: name, first_name: name },
  ...(phones.length > 0 && { phones: phones.map((phone) => ({ phone })) }),
  ...(emails.length > 0 && { emails: emails.map((email) => ({ email })) }),
});
