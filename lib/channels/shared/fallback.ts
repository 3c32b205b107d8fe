import type { Choice, Content } from '../../message.ts';

/** What a content says, in text: for the kinds that a channel lacks, so that it degrades everywhere alike. */
export function textOf(content: Content): string {
  switch (content.type) {
    case 'text':
      return content.text;
    case 'media':
      return lines(content.caption, isWeb(content.url) ? content.url : (content.name ?? content.mediaType));
    case 'location':
      return lines(content.name, content.address, mapOf(content));
    case 'choices':
      return numbered(content, 0);
    case 'template':
      return `${content.id}: ${Object.values(content.variables).join(', ')}`;
    case 'reaction':
      return content.emoji;
    case 'contact':
      return lines(content.name, ...content.phones, ...content.emails);
  }
}

/**
 * Divides choices over the buttons that a channel has: at most `limit` of them; the text then names the rest by number. Where
 * one option has no room on a button, the text names them all.
 */
export function buttonsOf(
  choices: Choices,
  limit: number,
  hasRoom: (option: Choice) => boolean = () => true,
): { text: string; options: Choice[] } {
  const most = choices.options.every(hasRoom) ? limit : 0;
  return { text: numbered(choices, most), options: choices.options.slice(0, most) };
}

/** Whether a button can carry an option: it has a text, and an id of `longest` characters at most. */
export const fitsButton =
  (longest: number) =>
  ({ id, text }: Choice): boolean =>
    id !== '' && id.length <= longest && text.trim() !== '';

/** Whether no two options have the same id, which some providers insist on. */
export const areDistinct = ({ options }: Choices): boolean =>
  new Set(options.map(({ id }) => id)).size === options.length;

/** Whether a provider could fetch it; `<channel>:<id>` means nothing outside its channel. */
export const isWeb = (url: string): boolean => /^https?:\/\//.test(url);

type Choices = Extract<Content, { type: 'choices' }>;

const numbered = ({ text, options }: Choices, from: number) =>
  lines(text, ...options.slice(from).map((option, index) => `${from + index + 1}. ${option.text}`));

const mapOf = ({ latitude, longitude }: { latitude: number; longitude: number }) =>
  `https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`;

const lines = (...said: (string | undefined)[]) => said.filter(Boolean).join('\n');
