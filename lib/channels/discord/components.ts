import type { Content } from '../../message.ts';
import { areDistinct, buttonsOf, fitsButton } from '../shared/fallback.ts';
import { shorten } from '../shared/split-text.ts';

type Choices = Extract<Content, { type: 'choices' }>;
type Option = Choices['options'][number];

/** Five rows of five buttons, or five menus of 25. */
const [perRow, rows, perMenu] = [5, 5, 25];

/**
 * Buttons, or menus where there are more than 25 options; where an id is not such as Discord carries (1 to 100 characters,
 * each once), all options are told in text. https://docs.discord.com/developers/components/reference
 */
export function componentsOf(choices: Choices): { text: string; components?: unknown[] } {
  const { text, options } = buttonsOf(choices, areDistinct(choices) ? rows * perMenu : 0, fitsButton(100));
  if (options.length === 0) return { text };
  const inButtons = options.length <= rows * perRow;
  return {
    text,
    components: inButtons ? inGroups(options, perRow).map(buttons) : inGroups(options, perMenu).map(menu),
  };
}

const inGroups = (options: Option[], size: number) =>
  Array.from({ length: Math.ceil(options.length / size) }, (_, index) =>
    options.slice(index * size, (index + 1) * size),
  );

const row = (components: unknown[]) => ({ type: 1, components });

const buttons = (options: Option[]) =>
  row(options.map(({ id, text }) => ({ type: 2, style: 2, label: shorten(text, 80), custom_id: id })));

const menu = (options: Option[], index: number) =>
  row([
    {
      type: 3,
      custom_id: `menu ${index + 1}`,
      options: options.map(({ id, text }) => ({ label: shorten(text, 100), value: id })),
    },
  ]);
