import { mediaTypeOf } from '../../../lib/flow/media-type.ts';
import type { File, Says, Shown } from '../provider.ts';
import type { SendParameters } from './rules.ts';

type Look = Pick<Shown, 'text' | 'options' | 'media' | 'location'>;

const mediaTypes = {
  photo: 'image/jpeg',
  voice: 'audio/ogg',
  audio: 'audio/mpeg',
  video: 'video/mp4',
  sticker: 'image/webp',
} as const;

/** What a message of ours looks like on the phone; `known` gives a file that Telegram has by its id. */
export function seen(sent: SendParameters, known: (id: string) => Shown['media']): Look {
  const contact = sent.phone_number && `${sent.first_name}\n${sent.phone_number}`;
  const look: Look = { text: sent.text ?? sent.caption ?? sent.title ?? contact ?? '' };
  const options = sent.reply_markup?.inline_keyboard
    .flat()
    .map(({ callback_data, text }) => ({ id: callback_data, text }));
  if (options) look.options = options;
  const { latitude, longitude, title } = sent;
  if (latitude !== undefined && longitude !== undefined)
    look.location = { latitude, longitude, ...(title !== undefined && { name: title }) };
  for (const kind of ['photo', 'voice', 'audio', 'video', 'document', 'sticker'] as const) {
    const file = sent[kind];
    if (file) look.media = known(file) ?? { url: file, mediaType: typeOf(kind, file) };
  }
  return look;
}

const typeOf = (kind: 'document' | keyof typeof mediaTypes, url: string) =>
  kind === 'document' ? mediaTypeOf(url) : mediaTypes[kind];

/** The fields of a message that Telegram makes of what a customer does, and what the customer sees of it. */
export function spoken(
  says: Exclude<Says, { type: 'choice' | 'file' | 'sticker' }>,
  from: { id: number; first_name: string },
) {
  switch (says.type) {
    case 'text':
      return { fields: { text: says.text }, look: { text: says.text } };
    case 'location': {
      const location = { latitude: says.latitude, longitude: says.longitude };
      return { fields: { location }, look: { text: '', location } };
    }
    case 'contact': {
      const { name, phone } = says;
      // A contact of the sender's own name is their own, which Telegram tells by the id.
      const own = name === from.first_name && { user_id: from.id };
      const contact = { phone_number: phone, first_name: name, ...own };
      return { fields: { contact }, look: { text: `${name}\n${phone}` } };
    }
    default:
      throw new Error(`nobody can do this on Telegram: ${says.type}`);
  }
}

/** A sticker of one pixel, in WebP as Telegram's own are: https://developers.google.com/speed/webp/docs/riff_container */
export const sticker: File = {
  name: 'sticker.webp',
  mediaType: 'image/webp',
  data: Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64'),
};

export function stuck(id: string) {
  const size = { width: 512, height: 512, is_animated: false, is_video: false };
  const sticker = { file_id: id, file_unique_id: id, type: 'regular', emoji: '👍', ...size };
  return { fields: { sticker }, look: { text: '👍' } };
}

/** The fields of a message with a file: pictures, recordings and films come as such, anything else as a document. */
export function attached(id: string, { name, mediaType, data }: File) {
  const file = { file_id: id, file_unique_id: id, file_size: data.length };
  const named = { ...file, file_name: name, mime_type: mediaType };
  const [kind] = mediaType.split('/');
  if (kind === 'image') return { photo: [{ ...file, width: 96, height: 96 }] };
  if (mediaType === 'audio/ogg') return { voice: { ...file, duration: 1, mime_type: mediaType } };
  if (kind === 'audio') return { audio: { ...named, duration: 1 } };
  if (kind === 'video') return { video: { ...named, width: 96, height: 96, duration: 1 } };
  return { document: named };
}
