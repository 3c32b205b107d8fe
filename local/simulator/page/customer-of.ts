import type { DeskLine, DeskReservation } from '../../desk.ts';

const languages = new Intl.DisplayNames(['en'], { type: 'language' });

/** Who a task is about, as its attributes tell. */
export function customerOf({ attributes }: DeskReservation) {
  const { name, channelType, language, customerAddress, vip } = attributes;
  return {
    name: String(name),
    channel: String(channelType),
    language: languages.of(String(language)) ?? String(language),
    address: String(customerAddress),
    vip: vip === true,
  };
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
