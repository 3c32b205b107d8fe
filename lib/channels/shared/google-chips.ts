import type { Content } from '../../message.ts';
import { buttonsOf, fitsButton } from './fallback.ts';
import { shorten } from './split-text.ts';

export type Chip = { reply: { text: string; postbackData: string } };

/**
 * Choices as the chips below a message of Google's, `most` of them; the text then names the rest. A chip shows 25 characters;
 * where an option's id is more than the 2048 that one carries, all are told in text.
 * https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send#suggestions
 */
export function chipsOf(
  content: Extract<Content, { type: 'choices' }>,
  most: number,
): { text: string; suggestions?: Chip[] } {
  const { text, options } = buttonsOf(content, most, fitsButton(2048));
  if (options.length === 0) return { text };
  return {
    text,
    suggestions: options.map((option) => ({ reply: { text: shorten(option.text, 25), postbackData: option.id } })),
  };
}
