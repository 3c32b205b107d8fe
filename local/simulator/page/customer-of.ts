import type { DeskLine, DeskReservation } from '../../desk.ts';

const languages = new Intl.DisplayNames(['en'], { type: 'language' });

/** Who a task is about. */
export function customerOf({ customer: { name, language, vip }, channel, address }: DeskReservation) {
  return { name, channel, language: language === undefined ? 'any language' : languages.of(language), address, vip };
}

/** The last line that is the customer's. */
export const lastSaid = (lines: DeskLine[]): DeskLine | undefined =>
  lines.findLast(({ direction, by }) => direction === 'in' && by !== 'system');

/** What a line says, in words. */
export function wordsOf({ content }: DeskLine): string {
  const { type, text, options, mediaType, name, caption, withheld, url, latitude, longitude } = content;
  if (type === 'choices' && Array.isArray(options))
    return `${text}\n${options.map((option) => `[${option.text}]`).join(' ')}`;
  if (text) return text;
  if (type === 'media' && url) return caption ?? '';
  if (type === 'media') return [`Sent a file (${name ?? mediaType})`, caption, withheld].filter(Boolean).join('\n');
  if (type === 'location') return `Sent a place (${latitude}, ${longitude})`;
  return `Sent a ${type}`;
}
