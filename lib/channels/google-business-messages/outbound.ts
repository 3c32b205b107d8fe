import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Http } from '../../http.ts';
import type { Content, OutboundMessage, Signal } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { isSuccess } from '../shared/answer.ts';
import { isWeb, textOf } from '../shared/fallback.ts';
import { type Chip, chipsOf } from '../shared/google-chips.ts';
import { googleRefusal } from '../shared/google-refusal.ts';
import type { ServiceAccount } from '../shared/google-token.ts';
import { readAnswer } from '../shared/json.ts';
import { onLast, partUuid, receiptOf } from '../shared/parts.ts';
import { messagesOf } from '../shared/split-text.ts';
import { call, representative } from './api.ts';

type Body = { text?: string; fallback?: string; richCard?: unknown; suggestions?: Chip[] };

/**
 * Sends as the agent, a long text as several messages. Each has an id that we give, under which a retry is sent once.
 * https://developers.google.com/business-communications/business-messages/reference/rest/v1/conversations.messages/create
 */
export async function send(message: OutboundMessage, account: ServiceAccount, http: Http): Promise<Receipt> {
  const receipts: Receipt[] = [];
  for (const [index, body] of bodies(message.content).entries()) {
    receipts.push(await post(partUuid(message.id, index), message.thread.sender, body, account, http));
  }
  return receiptOf(receipts);
}

/**
 * Tells that we type, or have read the customer's message; throws as `send` does.
 * https://developers.google.com/business-communications/business-messages/reference/rest/v1/conversations.events/create
 */
export async function signal(
  { type, thread, messageId = '' }: Signal,
  account: ServiceAccount,
  http: Http,
): Promise<void> {
  const conversation = encodeURIComponent(thread.sender);
  const typing = {
    method: 'POST',
    path: `${conversation}/events?eventId=${randomUUID()}`,
    body: { eventType: 'TYPING_STARTED', representative },
  } as const;
  const read = {
    method: 'PATCH',
    path: `${conversation}/messages/${encodeURIComponent(messageId)}/receipt`,
    body: { receiptType: 'READ' },
  } as const;
  const response = await call(type === 'typing' ? typing : read, account, http);
  if (!isSuccess(response)) throw googleRefusal('Google Business Messages', response, { what: 'the event' });
}

function bodies(content: Content): Body[] {
  switch (content.type) {
    case 'media':
      return pictures(content);
    case 'choices':
      return choices(content);
    default:
      return texts(textOf(content));
  }
}

const texts = (text: string): Body[] => messagesOf(text, 4096).map((part) => ({ text: part }));

/** A picture goes out on a card; Google fetches JPEG and PNG alone. A caption too long for the card follows as a text. */
function pictures(content: Extract<Content, { type: 'media' }>): Body[] {
  const { url, mediaType, caption = '', name } = content;
  if (!isWeb(url) || !['image/jpeg', 'image/png'].includes(mediaType)) return texts(textOf(content));
  const onCard = caption.trim().length > 0 && caption.length <= 2000;
  const cardContent = {
    ...(onCard && { description: caption }),
    media: { height: 'MEDIUM', contentInfo: { fileUrl: url, altText: name ?? mediaType, forceRefresh: false } },
  };
  const card = { fallback: textOf(content), richCard: { standaloneCard: { cardContent } } };
  return caption.trim() && !onCard ? [card, ...texts(caption)] : [card];
}

function choices(content: Extract<Content, { type: 'choices' }>): Body[] {
  const { text, ...chips } = chipsOf(content, 13);
  return onLast(texts(text), (last) => ({ ...last, ...chips }));
}

const answerShape = z.object({ messageId: z.string() });

const ended = 'Write by RCS or SMS instead: Google ended Business Messages on 31 July 2024.';
const remedies = { 403: ended, 404: ended };

/** 409 is an id that was used before, which is what a retry hopes for. */
async function post(
  messageId: string,
  conversation: string,
  body: Body,
  account: ServiceAccount,
  http: Http,
): Promise<Receipt> {
  const request = {
    method: 'POST',
    path: `${encodeURIComponent(conversation)}/messages`,
    body: { messageId, representative, ...body },
  } as const;
  const response = await call(request, account, http);
  if (response.status === 409) return { providerId: messageId };
  if (!isSuccess(response)) throw googleRefusal('Google Business Messages', response, { remedies });
  const sent = readAnswer(response.body, answerShape)?.messageId;
  return sent ? { providerId: sent } : {};
}
