import * as z from 'zod';
import type { Content } from '../../message.ts';

/** Its address is public, and signed by Discord to lapse after a day. */
export const attachmentShape = z.object({
  id: z.string(),
  filename: z.string(),
  url: z.url({ protocol: /^https$/ }),
  content_type: z.string().optional(),
});

/** https://docs.discord.com/developers/resources/sticker#sticker-item-object */
const stickerShape = z.object({ id: z.string(), name: z.string(), format_type: z.int() });

const saidShape = {
  content: z.string().optional(),
  attachments: z.array(attachmentShape).optional(),
  sticker_items: z.array(stickerShape).optional(),
};

/** What a message says: https://docs.discord.com/developers/resources/message#message-object */
export const messageShape = {
  ...saidShape,
  /** A forwarded message says nothing itself. */
  message_snapshots: z.array(z.object({ message: z.object(saidShape) })).optional(),
};

type Said = z.infer<z.ZodObject<typeof saidShape>>;

/** One content for each file and sticker, the text being the first one's caption. */
export function contentsOf({ content: text, attachments = [], sticker_items: stickers = [] }: Said): Content[] {
  const media = [...attachments.map(fileContent), ...stickers.map(stickerContent)];
  const [first, ...others] = media;
  if (!first) return text ? [{ type: 'text', text }] : [];
  return [{ ...first, ...(text && { caption: text }) }, ...others];
}

/** The contents of a message, or of the messages that it forwards. */
export const messageContents = ({
  message_snapshots: forwarded = [],
  ...said
}: z.infer<z.ZodObject<typeof messageShape>>) => [said, ...forwarded.map(({ message }) => message)].flatMap(contentsOf);

type Media = Extract<Content, { type: 'media' }>;

const fileContent = ({ url, content_type, filename }: z.infer<typeof attachmentShape>): Media => ({
  type: 'media',
  url,
  mediaType: content_type?.split(';')[0] || 'application/octet-stream',
  name: filename,
});

/** Formats 1 and 2 are PNG, the second one moving, 3 is Lottie and 4 is GIF, which lies on another host. */
function stickerContent({ id, name, format_type: format }: z.infer<typeof stickerShape>): Media {
  const at = (file: string) => `stickers/${encodeURIComponent(id)}.${file}`;
  if (format === 3)
    return { type: 'media', url: `https://cdn.discordapp.com/${at('json')}`, mediaType: 'application/json', name };
  if (format === 4)
    return { type: 'media', url: `https://media.discordapp.net/${at('gif')}`, mediaType: 'image/gif', name };
  return { type: 'media', url: `https://cdn.discordapp.com/${at('png')}`, mediaType: 'image/png', name };
}
