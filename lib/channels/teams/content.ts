import * as z from 'zod';
import type { Content } from '../../message.ts';
import { readValue } from '../shared/json.ts';

export const saidShape = z.object({
  text: z.string().optional(),
  attachments: z.array(z.object({ contentType: z.string() }).loose()).optional(),
  entities: z.array(z.unknown()).optional(),
});

/** What a message says, one content for each file; the text goes with the first. `bot` is our id among those mentioned. */
export function contentsOf(
  { text = '', attachments = [], entities = [] }: z.infer<typeof saidShape>,
  bot: string,
): Content[] {
  const words = plainText(text, mentionsOf(entities, bot));
  const [first, ...others] = attachments.flatMap(mediaOf);
  if (first) return [{ ...first, ...(words && { caption: words }) }, ...others];
  // Who calls the bot and says nothing else has said that.
  const said = words || plainText(text, []);
  return said ? [{ type: 'text', text: said }] : [];
}

const mentionShape = z.object({
  type: z.literal('mention'),
  mentioned: z.object({ id: z.string() }),
  text: z.string().min(1),
});

/** The mentions of the bot, as they stand in the text: in a channel everybody has to address it. */
const mentionsOf = (entities: unknown[], bot: string) =>
  entities.flatMap((entity) => {
    const mention = mentionShape.safeParse(entity).data;
    return mention?.mentioned.id === bot ? mention.text : [];
  });

function plainText(text: string, without: string[]): string {
  const rest = without.reduce((before, mention) => before.replaceAll(mention, ''), text);
  return rest
    .replace(/<at[^<>]*>([^<]*)<\/at>/g, '@$1')
    .replaceAll('&nbsp;', ' ')
    .trim();
}

const fileShape = z.object({
  name: z.string().optional(),
  content: z.object({ downloadUrl: z.url({ protocol: /^https$/ }) }),
});
const pictureShape = z.object({ contentUrl: z.url({ protocol: /^https$/ }), name: z.string().optional() });

/** Beside files and pictures, Teams attaches the text as HTML, quoted messages and cards, which are told by the text. */
function mediaOf(attachment: { contentType: string }) {
  const { contentType } = attachment;
  if (contentType === 'application/vnd.microsoft.teams.file.download.info') {
    const { name, content } = readValue(attachment, fileShape);
    return [media(content.downloadUrl, 'application/octet-stream', name)];
  }
  if (!/^(image|audio|video)\//.test(contentType)) return [];
  const { contentUrl, name } = readValue(attachment, pictureShape);
  return [media(contentUrl, contentType.endsWith('*') ? 'application/octet-stream' : contentType, name)];
}

const media = (url: string, mediaType: string, name: string | undefined) => ({
  type: 'media' as const,
  url,
  mediaType,
  ...(name && { name }),
});
