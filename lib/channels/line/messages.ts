import type { Choice, Content } from '../../message.ts';
import { buttonsOf, fitsButton, textOf } from '../shared/fallback.ts';
import { onLast } from '../shared/parts.ts';
import { messagesOf, shorten } from '../shared/split-text.ts';

export type LineMessage = { type: string; [name: string]: unknown };

/** The messages that a content comes to: https://developers.line.biz/en/reference/messaging-api/#message-objects */
export function lineMessages(content: Content): LineMessage[] {
  switch (content.type) {
    case 'media':
      return mediaMessages(content);
    case 'location':
      return [locationMessage(content)];
    case 'choices':
      return choiceMessages(content);
    default:
      return texts(textOf(content));
  }
}

const texts = (text: string): LineMessage[] => messagesOf(text, 5000).map((part) => ({ type: 'text', text: part }));

/** LINE fetches JPEG, PNG, MP4 and M4A by https alone; anything else is told as an address. */
function mediaMessages(content: Extract<Content, { type: 'media' }>): LineMessage[] {
  const message = content.url.startsWith('https://') && mediaMessage(content.url, content.mediaType);
  if (!message) return texts(textOf(content));
  return content.caption?.trim() ? [message, ...texts(content.caption)] : [message];
}

function mediaMessage(url: string, mediaType: string): LineMessage | undefined {
  switch (mediaType) {
    case 'image/jpeg':
    case 'image/png':
      return { type: 'image', originalContentUrl: url, previewImageUrl: url };
    case 'video/mp4':
      // LINE insists on a still, and we have none: the frame stays empty until the video is played.
      return { type: 'video', originalContentUrl: url, previewImageUrl: url };
    case 'audio/mp4':
    case 'audio/x-m4a':
      // LINE insists on a length, only to show it; ours is not known, so it shows a minute.
      return { type: 'audio', originalContentUrl: url, duration: 60_000 };
    default:
      return undefined;
  }
}

function locationMessage({ latitude, longitude, name, address }: Extract<Content, { type: 'location' }>): LineMessage {
  const place = address ?? `${latitude}, ${longitude}`;
  return { type: 'location', title: shorten(name ?? place, 100), address: shorten(place, 100), latitude, longitude };
}

/** Options are quick replies, which carry 300 characters of data. */
function choiceMessages(content: Extract<Content, { type: 'choices' }>): LineMessage[] {
  const { text, options } = buttonsOf(content, 13, fitsButton(300));
  if (options.length === 0) return texts(text);
  return onLast(texts(text), (last) => ({ ...last, quickReply: { items: options.map(quickReply) } }));
}

const quickReply = ({ id, text }: Choice) => ({
  type: 'action',
  action: { type: 'postback', label: shorten(text, 20), data: id, displayText: shorten(text, 300) },
});
