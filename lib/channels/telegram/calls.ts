import type { Http } from '../../http.ts';
import type { Choice, Content } from '../../message.ts';
import { attachmentOf } from '../shared/attachment.ts';
import { buttonsOf, fitsButton, isWeb, textOf } from '../shared/fallback.ts';
import { onLast } from '../shared/parts.ts';
import { messagesOf } from '../shared/split-text.ts';
import type { Call } from './api.ts';
import { contactCall } from './contact.ts';
import { reactionCall } from './reaction.ts';

/**
 * The calls that say a content; fetches a file that Telegram does not fetch itself.
 * https://core.telegram.org/bots/api#available-methods
 */
export async function callsOf(content: Content, http: Http): Promise<Call[]> {
  switch (content.type) {
    case 'media':
      return mediaCalls(content, http);
    case 'location':
      return [locationCall(content)];
    case 'choices':
      return choiceCalls(content);
    case 'reaction':
      return one(reactionCall(content), content);
    case 'contact':
      return one(contactCall(content), content);
    default:
      return texts(textOf(content));
  }
}

/** What Telegram cannot take as it is, is told in text. */
const one = (call: Call | undefined, content: Content): Call[] => (call ? [call] : texts(textOf(content)));

const texts = (text: string): Call[] =>
  messagesOf(text, 4096).map((part) => ({ method: 'sendMessage', parameters: { text: part } }));

async function mediaCalls(content: Extract<Content, { type: 'media' }>, http: Http): Promise<Call[]> {
  const media = mediaCall(content.url, content.mediaType) ?? (await documentCall(content, http));
  if (!media) return texts(textOf(content));
  const { caption } = content;
  if (!caption?.trim()) return [media];
  if (caption.length > 1024 || media.method === 'sendSticker') return [media, ...texts(caption)];
  return [{ ...media, parameters: { ...media.parameters, caption } }];
}

/** How a kind of media goes out, by the id of a file Telegram has, or by an address that it fetches; undefined for others. */
function mediaCall(url: string, mediaType: string): Call | undefined {
  const known = url.startsWith('telegram:');
  const from = known ? url.slice('telegram:'.length) : url;
  if (!known && !isWeb(url)) return undefined;
  switch (mediaType) {
    case 'image/jpeg':
    case 'image/png':
      return { method: 'sendPhoto', parameters: { photo: from } };
    case 'audio/ogg':
      return { method: 'sendVoice', parameters: { voice: from } };
    case 'audio/mpeg':
    case 'audio/mp4':
      return { method: 'sendAudio', parameters: { audio: from } };
    case 'image/webp':
      return { method: 'sendSticker', parameters: { sticker: from } };
    case 'application/x-tgsticker':
    case 'video/webm':
      return known ? { method: 'sendSticker', parameters: { sticker: from } } : undefined;
    case 'video/mp4':
      return { method: 'sendVideo', parameters: { video: from } };
    default: {
      // Of other documents, Telegram fetches only these by address.
      const fetched = ['application/pdf', 'application/zip', 'image/gif'].includes(mediaType);
      return known || fetched ? { method: 'sendDocument', parameters: { document: from } } : undefined;
    }
  }
}

async function documentCall(content: Extract<Content, { type: 'media' }>, http: Http): Promise<Call | undefined> {
  const document = await attachmentOf(content, http);
  return document && { method: 'sendDocument', parameters: {}, document };
}

function locationCall({ latitude, longitude, name, address }: Extract<Content, { type: 'location' }>): Call {
  if (!name || !address) return { method: 'sendLocation', parameters: { latitude, longitude } };
  return { method: 'sendVenue', parameters: { latitude, longitude, title: name, address } };
}

/** A button carries 64 bytes. */
function choiceCalls(content: Extract<Content, { type: 'choices' }>): Call[] {
  const hasRoom = (option: Choice) => fitsButton(64)(option) && Buffer.byteLength(option.id) <= 64;
  const { text, options } = buttonsOf(content, 100, hasRoom);
  if (options.length === 0) return texts(text);
  const reply_markup = { inline_keyboard: options.map(({ id, text }) => [{ text, callback_data: id }]) };
  return onLast(texts(text), ({ method, parameters }) => ({ method, parameters: { ...parameters, reply_markup } }));
}
