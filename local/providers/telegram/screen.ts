import type { Says, Shown } from '../provider.ts';
import type { SendParameters } from './rules.ts';

type Look = Pick<Shown, 'text' | 'options' | 'media' | 'location'>;

const mediaTypes = {
  photo: 'image/jpeg',
  voice: 'audio/ogg',
  audio: 'audio/mpeg',
  video: 'video/mp4',
  document: 'application/octet-stream',
} as const;

/** What a message of ours looks like on the phone. A file of Telegram's own is the customer's picture sent back. */
export function seen(sent: SendParameters, origin: string): Look {
  const look: Look = { text: sent.text ?? sent.caption ?? sent.title ?? '' };
  const options = sent.reply_markup?.inline_keyboard
    .flat()
    .map(({ callback_data, text }) => ({ id: callback_data, text }));
  if (options) look.options = options;
  const { latitude, longitude, title } = sent;
  if (latitude !== undefined && longitude !== undefined)
    look.location = { latitude, longitude, ...(title !== undefined && { name: title }) };
  for (const kind of ['photo', 'voice', 'audio', 'video', 'document'] as const) {
    const file = sent[kind];
    if (file) look.media = { url: pictureOf(file, origin), mediaType: mediaTypes[kind] };
  }
  return look;
}

/** The fields of a message that Telegram makes of what a customer does, and what the customer sees of it. */
export function spoken(says: Exclude<Says, { type: 'choice' }>, file: string, origin: string) {
  switch (says.type) {
    case 'text':
      return { fields: { text: says.text }, look: { text: says.text } };
    case 'image': {
      const size = { file_id: file, file_unique_id: file, width: 96, height: 96 };
      const media = { url: pictureOf(file, origin), mediaType: 'image/png' };
      return { fields: { photo: [size] }, look: { text: '', media } };
    }
    case 'location': {
      const location = { latitude: says.latitude, longitude: says.longitude };
      return { fields: { location }, look: { text: '', location } };
    }
    case 'sticker': {
      const size = { width: 512, height: 512, is_animated: false, is_video: false };
      const sticker = { file_id: file, file_unique_id: file, type: 'regular', emoji: '👍', ...size };
      return { fields: { sticker }, look: { text: '👍' } };
    }
  }
}

const pictureOf = (file: string, origin: string) => (file.startsWith('http') ? file : `${origin}/pictures/${file}.png`);
