import { randomUUID } from 'node:crypto';
import type { SendParameters } from './rules.ts';

/** The content of a message as Telegram gives it back: https://core.telegram.org/bots/api#message */
export function contentOf({ photo, voice, audio, video, document, sticker, ...sent }: SendParameters) {
  const { text, caption, reply_markup, latitude, longitude, title, address, phone_number, first_name } = sent;
  const location = latitude === undefined ? undefined : { latitude, longitude };
  return {
    text,
    caption,
    reply_markup,
    location,
    venue: location && title && { location, title, address },
    photo: photo && [{ ...fileOf(photo), ...size }],
    voice: voice && { ...fileOf(voice), duration: 1 },
    audio: audio && { ...fileOf(audio), duration: 1 },
    video: video && { ...fileOf(video), ...size, duration: 1 },
    document: document && fileOf(document),
    sticker: sticker && { ...fileOf(sticker), type: 'regular', ...size, is_animated: false, is_video: false },
    contact: phone_number && { phone_number, first_name },
  };
}

const size = { width: 96, height: 96 };

/** What came by address gets an id of Telegram's own. */
function fileOf(file: string) {
  const id = file.startsWith('http') ? `file-${randomUUID()}` : file;
  return { file_id: id, file_unique_id: id };
}
