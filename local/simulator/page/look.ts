import { looks } from './looks.ts';

/** How a channel's own app looks, in outline; each colour by day and by night. White is read on `frame`. */
export type Look = {
  title: string;
  frame: Pair;
  screen: Pair;
  /** The customer's bubbles, and what is written on them where it is not the page's own colour. */
  own: Pair;
  onOwn?: string;
  bubble: 'tail' | 'round' | 'square' | 'flat';
  /** Under the bubble side by side, two in a row as wide as the bubble, or one below the other. */
  buttons: 'chips' | 'grid' | 'list';
  /** Buttons that are gone once something else was said. */
  fleeting?: true;
  /** How the app tells the customer that a message of theirs got through. */
  receipts: 'ticks' | 'word' | 'none';
};
type Pair = [day: string, night: string];

/** The look of a channel; one that is not named here looks plain, under its own name. */
export function lookOf(channel: string): Look {
  const named = Object.entries(looks).find(([name]) => name === channel);
  return named?.[1] ?? { ...plain, title: channel };
}

const plain: Omit<Look, 'title'> = {
  frame: ['#374151', '#2f3846'],
  screen: ['#f3f4f6', '#15181d'],
  own: ['#d9dee6', '#39424f'],
  bubble: 'flat',
  buttons: 'list',
  receipts: 'none',
};

/** The look as the style sheets read it. */
export const styleOf = (look: Look): Record<string, string> => ({
  '--frame': either(look.frame),
  '--screen': either(look.screen),
  '--own': either(look.own),
  // White bubbles would not be seen on a white screen.
  '--theirs': look.screen[0] === '#ffffff' ? either(['#e8eaee', '#2a343f']) : 'var(--other)',
  '--on-own': look.onOwn ?? 'var(--text)',
});

const either = ([day, night]: Pair): string => `light-dark(${day}, ${night})`;
