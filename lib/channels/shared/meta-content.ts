import * as z from 'zod';
import type { Content } from '../../message.ts';

const attachmentShape = z.object({
  type: z.string(),
  title: z.string().nullish(),
  url: z.string().nullish(),
  payload: z
    .object({
      url: z.string().nullish(),
      title: z.string().nullish(),
      text: z.string().nullish(),
      coordinates: z.object({ lat: z.number(), long: z.number() }).optional(),
    })
    .nullish(),
});

/** A message of Messenger or Instagram: their attachments differ in names alone. */
export const messageShape = z.object({
  mid: z.string().min(1),
  text: z.string().optional(),
  is_echo: z.boolean().optional(),
  is_deleted: z.boolean().optional(),
  is_unsupported: z.boolean().optional(),
  metadata: z.string().optional(),
  quick_reply: z.object({ payload: z.string() }).optional(),
  reply_to: z.object({ story: z.object({ url: z.string().optional() }).optional() }).optional(),
  attachments: z.array(attachmentShape).optional(),
});

/** What a message says, a content for each attachment; the text is the caption of the first where that is a file. */
export function contentsOf({ text, attachments = [], reply_to: replied }: z.infer<typeof messageShape>): Content[] {
  const story = replied?.story?.url;
  const told = [...(story ? [media(story, 'story')] : []), ...attachments.flatMap((one) => contentOf(one) ?? [])];
  const [first, ...others] = told;
  if (!text) return told;
  if (first?.type === 'media') return [{ ...first, caption: text }, ...others];
  return [{ type: 'text', text }, ...told];
}

/** The types of files are the common ones: Meta tells only the kind. A story may be a picture or a video. */
const mediaTypes = new Map([
  ['image', 'image/jpeg'],
  ['sticker', 'image/png'],
  ['video', 'video/mp4'],
  ['audio', 'audio/mp4'],
]);

const files = ['file', 'story', 'story_mention', 'ig_story', ...mediaTypes.keys()];

/** Instagram gives what was shared itself, Messenger its page. */
const isFile = (type: string, url: string) =>
  files.includes(type) || /^https:\/\/([\w-]+\.)+(fbsbx\.com|fbcdn\.net|cdninstagram\.com)\//.test(url);

/** Of our buttons only the text is told, a shared page by its title and address; a heart has no file at all. */
function contentOf({ type, title, url, payload }: z.infer<typeof attachmentShape>): Content | undefined {
  if (type === 'like_heart') return { type: 'text', text: '❤️' };
  if (type === 'template') return payload?.text ? { type: 'text', text: payload.text } : undefined;
  const name = payload?.title ?? title;
  if (payload?.coordinates) {
    const { lat: latitude, long: longitude } = payload.coordinates;
    return { type: 'location', latitude, longitude, ...(name && { name }) };
  }
  const address = payload?.url ?? url;
  if (address && isFile(type, address)) return media(address, type, name);
  const text = [name, address].filter(Boolean).join('\n');
  return text && !files.includes(type) ? { type: 'text', text } : undefined;
}

function media(url: string, kind: string, title?: string | null): Extract<Content, { type: 'media' }> {
  const known = mediaTypes.get(kind);
  if (known) return { type: 'media', url, mediaType: known };
  const name = title || (kind === 'file' ? undefined : kind.replace('_', ' '));
  return { type: 'media', url, mediaType: 'application/octet-stream', ...(name && { name }) };
}
