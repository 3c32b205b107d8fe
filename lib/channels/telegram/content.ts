import * as z from 'zod';
import type { Content } from '../../message.ts';

const point = z.object({ latitude: z.number(), longitude: z.number() });
const file = z.object({ file_id: z.string(), mime_type: z.string().optional(), file_name: z.string().optional() });
const photo = z.object({ file_id: z.string(), width: z.int(), height: z.int() });
const sticker = z.object({
  file_id: z.string(),
  is_animated: z.boolean(),
  is_video: z.boolean(),
  emoji: z.string().optional(),
});

/** The fields of a message that hold what it says: https://core.telegram.org/bots/api#message */
export const contentShape = z.object({
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: z.array(photo).optional(),
  document: file.optional(),
  voice: file.optional(),
  audio: file.optional(),
  video: file.optional(),
  video_note: file.optional(),
  sticker: sticker.optional(),
  venue: z.object({ location: point, title: z.string(), address: z.string() }).optional(),
  location: point.optional(),
  contact: z
    .object({
      phone_number: z.string(),
      first_name: z.string(),
      last_name: z.string().optional(),
      user_id: z.int().optional(),
    })
    .optional(),
});
type Message = z.infer<typeof contentShape>;

/** What a message says; undefined where it is of a kind that cannot be told, such as a poll. */
export function contentOf(message: Message): Content | undefined {
  const { text, venue, location, contact } = message;
  if (text !== undefined) return { type: 'text', text };
  if (venue) return { type: 'location', ...venue.location, name: venue.title, address: venue.address };
  if (location) return { type: 'location', ...location };
  if (contact) {
    const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ');
    return { type: 'contact', name, phones: [contact.phone_number], emails: [] };
  }
  return mediaOf(message);
}

function mediaOf(message: Message): Content | undefined {
  const { photo, sticker, voice, audio, video, video_note: round, document } = message;
  const [largest] = photo?.toSorted((one, other) => other.width * other.height - one.width * one.height) ?? [];
  if (largest) return mediaContent(largest, 'image/jpeg', message.caption);
  if (sticker) return mediaContent(sticker, stickerType(sticker), sticker.emoji);
  if (voice) return mediaContent(voice, 'audio/ogg', message.caption);
  if (audio) return mediaContent(audio, 'audio/mpeg', message.caption);
  const moving = video ?? round;
  if (moving) return mediaContent(moving, 'video/mp4', message.caption);
  return document && mediaContent(document, 'application/octet-stream', message.caption);
}

/** The address of a file holds the bot's token, so only its id leaves this folder. */
function mediaContent(file: { file_id: string; mime_type?: string; file_name?: string }, usual: string, said?: string) {
  const media = { type: 'media' as const, url: `telegram:${file.file_id}`, mediaType: file.mime_type ?? usual };
  return { ...media, ...(file.file_name && { name: file.file_name }), ...(said && { caption: said }) };
}

function stickerType({ is_animated, is_video }: z.infer<typeof sticker>): string {
  if (is_animated) return 'application/x-tgsticker';
  return is_video ? 'video/webm' : 'image/webp';
}
