import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Http } from '../../http.ts';
import type { Content, OutboundMessage, Signal } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { isSuccess } from '../shared/answer.ts';
import { isWeb, textOf } from '../shared/fallback.ts';
import { type Chip, chipsOf } from '../shared/google-chips.ts';
import { googleRefusal } from '../shared/google-refusal.ts';
import { readAnswer } from '../shared/json.ts';
import { onLast, partUuid, receiptOf } from '../shared/parts.ts';
import { messagesOf } from '../shared/split-text.ts';
import { type Agent, create } from './api.ts';

type Account = Agent & { trafficType?: string | undefined; expiresAfter?: number | undefined };
type ContentMessage = { text?: string; contentInfo?: { fileUrl: string }; suggestions?: Chip[] };

/**
 * Sends as the agent, a long text as several messages. Each has an id that we give, under which a retry is sent once.
 * https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages/create
 */
export async function send(message: OutboundMessage, account: Account, http: Http): Promise<Receipt> {
  const receipts: Receipt[] = [];
  for (const [index, contentMessage] of contentMessages(message.content).entries()) {
    receipts.push(await post(partUuid(message.id, index), message.thread.sender, contentMessage, account, http));
  }
  return receiptOf(receipts);
}

/**
 * Tells that we type, or have read the customer's message; throws as `send` does.
 * https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentEvents/create
 */
export async function signal({ type, thread, messageId }: Signal, agent: Agent, http: Http): Promise<void> {
  const body = type === 'typing' ? { eventType: 'IS_TYPING' } : { eventType: 'READ', messageId };
  const event = { as: 'eventId', id: randomUUID(), body } as const;
  const response = await create('agentEvents', thread.sender, event, agent, http);
  if (!isSuccess(response)) throw googleRefusal('RCS', response, { what: 'the event' });
}

function contentMessages(content: Content): ContentMessage[] {
  switch (content.type) {
    case 'media':
      return mediaMessages(content);
    case 'choices':
      return choiceMessages(content);
    default:
      return texts(textOf(content));
  }
}

const texts = (text: string): ContentMessage[] => messagesOf(text, 3072).map((part) => ({ text: part }));

/** https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send#media */
const fetched = new Set([
  'application/ogg',
  'application/pdf',
  'audio/aac',
  'audio/mp3',
  'audio/mpeg',
  'audio/mpg',
  'audio/mp4',
  'audio/mp4-latm',
  'audio/3gpp',
  'image/jpeg',
  'image/gif',
  'image/png',
  'video/h263',
  'video/m4v',
  'video/mp4',
  'video/mpeg4',
  'video/mpeg',
  'video/webm',
]);

function mediaMessages(content: Extract<Content, { type: 'media' }>): ContentMessage[] {
  if (!isWeb(content.url) || !fetched.has(content.mediaType)) return texts(textOf(content));
  const media = { contentInfo: { fileUrl: content.url } };
  return content.caption?.trim() ? [media, ...texts(content.caption)] : [media];
}

function choiceMessages(content: Extract<Content, { type: 'choices' }>): ContentMessage[] {
  const { text, ...chips } = chipsOf(content, 11);
  return onLast(texts(text), (last) => ({ ...last, ...chips }));
}

const answerShape = z.object({ name: z.string() });

const remedies = {
  403: 'Launch the agent on the carrier, or make the phone its tester.',
  404: 'Write by SMS instead.',
};

/** 409 is an id that was used before, which is what a retry hopes for. */
async function post(
  id: string,
  phone: string,
  contentMessage: ContentMessage,
  account: Account,
  http: Http,
): Promise<Receipt> {
  const { trafficType, expiresAfter } = account;
  const body = {
    contentMessage,
    ...(trafficType && { messageTrafficType: trafficType }),
    ...(expiresAfter !== undefined && { ttl: `${expiresAfter}s` }),
  };
  const response = await create('agentMessages', phone, { as: 'messageId', id, body }, account, http);
  if (response.status === 409) return { providerId: id };
  if (!isSuccess(response)) throw googleRefusal('RCS', response, { remedies });
  const sent = readAnswer(response.body, answerShape)?.name.split('/').at(-1);
  return sent ? { providerId: sent } : {};
}
