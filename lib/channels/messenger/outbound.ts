import type { Http } from '../../http.ts';
import type { Content, OutboundMessage, Signal } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { buttonsOf, fitsButton, isWeb, textOf } from '../shared/fallback.ts';
import { graph } from '../shared/meta-graph.ts';
import { ownMark } from '../shared/meta-messaging.ts';
import {
  type MessagePart,
  type Part,
  reactionPart,
  type Sending,
  sendParts,
  sendSignal,
  withReplies,
} from '../shared/meta-send.ts';
import { messagesOf, shorten } from '../shared/split-text.ts';

type Account = { pageId: string; accessToken: string };

/**
 * Sends by the Send API, every message marked as ours, so that its echo is known. Throws Transient or Permanent.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages
 */
export async function send(message: OutboundMessage, account: Account, http: Http): Promise<Receipt> {
  const metadata = `${ownMark}${message.id}`;
  const parts = partsOf(message.content).map((part) =>
    'message' in part ? { message: { ...part.message, metadata } } : part,
  );
  return sendParts(parts, message, sendingOf(account), http);
}

/**
 * Shows that we type, or marks the conversation as seen; throws as `send` does.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages
 */
export const signal = (told: Signal, account: Account, http: Http): Promise<void> =>
  sendSignal(told, sendingOf(account), http);

const sendingOf = ({ pageId, accessToken }: Account): Sending => ({
  provider: 'Messenger',
  url: `${graph}/${pageId}/messages`,
  token: accessToken,
});

function partsOf(content: Content): Part[] {
  switch (content.type) {
    case 'media':
      return mediaParts(content);
    case 'choices':
      return choiceParts(content);
    case 'reaction':
      return [reactionPart(content.messageId, content.emoji)];
    default:
      return texts(textOf(content));
  }
}

const texts = (text: string): MessagePart[] => messagesOf(text, 2000).map((part) => ({ message: { text: part } }));

/** Meta fetches a file by its address; a caption is a message of its own. */
function mediaParts(content: Extract<Content, { type: 'media' }>): Part[] {
  const { url, mediaType, caption } = content;
  if (!isWeb(url)) return texts(textOf(content));
  const kind = mediaType.split('/')[0] ?? '';
  const type = ['image', 'audio', 'video'].includes(kind) ? kind : 'file';
  return [{ message: { attachment: { type, payload: { url } } } }, ...(caption?.trim() ? texts(caption) : [])];
}

/**
 * Up to three options are buttons, which stay; more are quick replies, which go with the next message. Both carry 1000
 * characters of payload: where an option's id is longer, all are told in text.
 */
function choiceParts(content: Extract<Content, { type: 'choices' }>): Part[] {
  const { text, options } = buttonsOf(content, 13, fitsButton(1000));
  const titled = options.map(({ id, text }) => ({ title: shorten(text, 20), payload: id }));
  if (titled.length > 0 && titled.length <= 3 && text.trim() && text.length <= 640) {
    const buttons = titled.map((button) => ({ type: 'postback', ...button }));
    return [{ message: { attachment: { type: 'template', payload: { template_type: 'button', text, buttons } } } }];
  }
  return withReplies(texts(text), titled);
}
