import * as z from 'zod';
import type { Http } from '../../http.ts';
import type { OutboundMessage, Signal } from '../../message.ts';
import { day, type Receipt } from '../channel.ts';
import { readAnswer } from './json.ts';
import { type GraphErrors, postGraph } from './meta-graph.ts';
import { onLast, receiptOf } from './parts.ts';

/** Where an account of Messenger or Instagram sends. */
export type Sending = { provider: string; url: string; token: string };

/** https://developers.facebook.com/documentation/business-messaging/messenger-platform/policy */
export const answerWindow = { open: day, agent: 7 * day, beyond: [] };

/** A message of the Send API, or an action such as a reaction. */
export type MessagePart = { message: Record<string, unknown> };
export type Part = MessagePart | { sender_action: string; payload?: Record<string, unknown> };

/**
 * Sends the parts of a message one after the other, past the window with the tag for people who answer. The Send API knows no
 * idempotency key: a retry starts at the first part again, as a part said twice is better than one never said.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages
 */
export async function sendParts(
  parts: Part[],
  { thread, late }: OutboundMessage,
  sending: Sending,
  http: Http,
): Promise<Receipt> {
  const receipts: Receipt[] = [];
  const kind = late ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : { messaging_type: 'RESPONSE' };
  for (const part of parts) {
    const response = await post({ ...('message' in part && kind), ...part }, thread.sender, sending, http);
    const providerId = readAnswer(response.body, answerShape)?.message_id;
    receipts.push(providerId ? { providerId } : {});
  }
  return receiptOf(receipts);
}

/** Shows that we type, or marks everything as seen. Throws as `sendParts` does. */
export async function sendSignal({ type, thread }: Signal, sending: Sending, http: Http): Promise<void> {
  await post({ sender_action: type === 'typing' ? 'typing_on' : 'mark_seen' }, thread.sender, sending, http);
}

/** The reaction to a message; an empty emoji takes it back. `name` is what the provider calls the emoji. */
export const reactionPart = (messageId: string, emoji: string, name = emoji): Part =>
  emoji
    ? { sender_action: 'react', payload: { message_id: messageId, reaction: name } }
    : { sender_action: 'unreact', payload: { message_id: messageId } };

/** Messages with quick replies below the last of them, which vanish with the next message. */
export const withReplies = (parts: MessagePart[], replies: { title: string; payload: string }[]): MessagePart[] => {
  if (replies.length === 0) return parts;
  const quick_replies = replies.map((reply) => ({ content_type: 'text', ...reply }));
  return onLast(parts, ({ message }) => ({ message: { ...message, quick_replies } }));
};

const answerShape = z.object({ message_id: z.string().optional() });

const post = (body: object, recipient: string, { url, token, provider }: Sending, http: Http) =>
  postGraph({ url, token, body: { recipient: { id: recipient }, ...body } }, { provider, errors: sendErrors }, http);

const waits = 'Wait until the customer writes again.';

/** https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes */
const sendErrors: GraphErrors = {
  '10/1893063': { meaning: 'Meta has restricted the page', remedy: "Look into the page's Account Quality." },
  '10/2018065': { meaning: 'the window for an answer has closed', remedy: waits },
  '10/2018108': { meaning: 'the page may not write to this person', remedy: waits },
  '10/2018278': { meaning: 'the window for an answer has closed', remedy: waits },
  '10/2534022': { meaning: 'the window for an answer has closed', remedy: waits },
  '100/2018001': {
    meaning: 'there is no such person for this page',
    remedy: 'Check that this is the page they wrote to.',
  },
  '100/2018109': { meaning: 'an attachment is larger than 25 MB', remedy: 'Send a smaller file, or a link to it.' },
  '100/2018008': { meaning: 'Meta could not fetch the file', remedy: 'Send it again, or a link to it.' },
  '100/2018047': { meaning: 'the file is not of the kind that it says', remedy: 'Send a link to it.' },
  '100/2534014': { meaning: 'the person cannot be found', remedy: waits },
  '200/1545041': { meaning: 'the person cannot be reached: they may have blocked us', remedy: waits },
  551: { meaning: 'the person cannot be reached: they may have blocked us', remedy: waits },
  1200: { meaning: 'Meta is unavailable', passing: true },
  80006: { meaning: 'too many messages in this conversation', passing: true },
};
