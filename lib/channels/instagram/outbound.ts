import type { Http } from '../../http.ts';
import type { Content, OutboundMessage, Signal } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { buttonsOf, fitsButton, isWeb, textOf } from '../shared/fallback.ts';
import { graph, graphVersion } from '../shared/meta-graph.ts';
import {
  type MessagePart,
  type Part,
  reactionPart,
  type Sending,
  sendParts,
  sendSignal,
  withReplies,
} from '../shared/meta-send.ts';
import { messagesOf, shorten, splitText } from '../shared/split-text.ts';

type Account = { instagramId: string; accessToken: string; pageId?: string | undefined };

/**
 * Sends by the Send API, through the linked page where the account has one. Throws Transient or Permanent.
 * https://developers.facebook.com/documentation/business-messaging/instagram-messaging/features/send-message
 */
export const send = async (message: OutboundMessage, account: Account, http: Http): Promise<Receipt> =>
  sendParts(partsOf(message.content), message, sendingOf(account), http);

/**
 * Shows that we type, or marks the conversation as seen; throws as `send` does.
 * https://developers.facebook.com/documentation/business-messaging/instagram-messaging/features/send-message
 */
export const signal = (told: Signal, account: Account, http: Http): Promise<void> =>
  sendSignal(told, sendingOf(account), http);

const sendingOf = ({ instagramId, accessToken, pageId }: Account): Sending => ({
  provider: 'Instagram',
  url: pageId ? `${graph}/${pageId}/messages` : `https://graph.instagram.com/${graphVersion}/${instagramId}/messages`,
  token: accessToken,
});

function partsOf(content: Content): Part[] {
  switch (content.type) {
    case 'media':
      return mediaParts(content);
    case 'choices':
      return choiceParts(content);
    case 'reaction':
      // Of all reactions a business can send the heart alone, and take it back; another is told in text.
      if (/^(❤\ufe0f?)?$/.test(content.emoji)) return [reactionPart(content.messageId, content.emoji, 'love')];
      return texts(content.emoji);
    default:
      return texts(textOf(content));
  }
}

const mostBytes = 1000;

const texts = (text: string): MessagePart[] =>
  messagesOf(text, mostBytes)
    .flatMap(inBytes)
    .filter((part) => part.trim())
    .map((part) => ({ message: { text: part } }));

/** A part too long in bytes is split anew, in proportion, until all fit. */
function inBytes(part: string): string[] {
  const bytes = Buffer.byteLength(part);
  if (bytes <= mostBytes) return [part];
  return splitText(part, Math.floor((part.length * mostBytes) / bytes)).flatMap(inBytes);
}

const kinds = new Map([
  ['image/jpeg', 'image'],
  ['image/png', 'image'],
  ['video/mp4', 'video'],
  ['video/ogg', 'video'],
  ['video/webm', 'video'],
  ['video/quicktime', 'video'],
  ['audio/aac', 'audio'],
  ['audio/mp4', 'audio'],
  ['audio/wav', 'audio'],
]);

/** Instagram fetches these kinds of files; anything else is told as an address. A caption is a message of its own. */
function mediaParts(content: Extract<Content, { type: 'media' }>): Part[] {
  const { url, mediaType, caption } = content;
  const type = kinds.get(mediaType);
  if (!type || !isWeb(url)) return texts(textOf(content));
  return [{ message: { attachment: { type, payload: { url } } } }, ...(caption?.trim() ? texts(caption) : [])];
}

/** Options are quick replies, which carry 1000 characters of payload. */
function choiceParts(content: Extract<Content, { type: 'choices' }>): Part[] {
  const { text, options } = buttonsOf(content, 13, fitsButton(1000));
  return withReplies(
    texts(text),
    options.map(({ id, text }) => ({ title: shorten(text, 20), payload: id })),
  );
}
