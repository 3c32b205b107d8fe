import type { Content } from '../../message.ts';
import { areDistinct, buttonsOf, fitsButton } from '../shared/fallback.ts';
import { shorten, splitText } from '../shared/split-text.ts';

type Choices = Extract<Content, { type: 'choices' }>;
type Interactive = { type: 'button' | 'list'; body: { text: string }; action: object };

const mostBody = 1024;

/**
 * Up to three short options as buttons, up to ten as a list; what has no room is `text` to be said before. Ids must be
 * distinct and of 200 characters at most, else all options are told in text.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages
 */
export function interactive(content: Choices, listLabel = 'Choose'): { text: string; choices?: Interactive } {
  const { text, options } = buttonsOf(content, areDistinct(content) ? 10 : 0, fitsButton(200));
  if (options.length === 0 || !text.trim()) return { text };
  const parts = splitText(text, mostBody);
  const body = { text: parts.at(-1) ?? '' };
  if (!body.text.trim()) return { text };
  const choices = areButtons(options) ? buttons(body, options) : list(body, options, listLabel);
  return { text: parts.slice(0, -1).join(''), choices };
}

/** Buttons show 20 characters, which must differ. */
const areButtons = (options: Choices['options']): boolean =>
  options.length <= 3 &&
  options.every(({ text }) => text.length <= 20) &&
  new Set(options.map(({ text }) => text)).size === options.length;

const buttons = (body: { text: string }, options: Choices['options']): Interactive => ({
  type: 'button',
  body,
  action: { buttons: options.map(({ id, text }) => ({ type: 'reply', reply: { id, title: text } })) },
});

/** A row shows 24 characters, and what was cut once more below, in 72. */
const list = (body: { text: string }, options: Choices['options'], button: string): Interactive => ({
  type: 'list',
  body,
  action: {
    button,
    sections: [
      {
        rows: options.map(({ id, text }) => ({
          id,
          title: shorten(text, 24),
          ...(text.length > 24 && { description: shorten(text, 72) }),
        })),
      },
    ],
  },
});
