import { h, type Tree } from '../dom.ts';
import { type IconName, icon } from './icons.ts';
import type { Widget } from './widget.ts';

/** A button that looks like a link. */
export const linkButton = (words: string, onclick: () => void, className = ''): Tree =>
  h('button', { type: 'button', class: `link ${className}`, onclick }, words);

/** A round button with an icon, and a word for who cannot see it. */
export const roundButton = (name: IconName, label: string, part: string, onclick: (event: MouseEvent) => void): Tree =>
  h('button', { type: 'button', class: 'round', part, 'aria-label': label, title: label, onclick }, icon(name));

/** Words that are only heard. */
export const heard = (words: string): Tree => h('span', { class: 'hidden' }, words);

type Item = { words: string; label?: string; pressed?: boolean; act(): void };

/** A button with dots that opens a menu; every choice closes it. */
export function menu({ ui, change }: Widget, name: string, label: string, items: Item[]): Tree {
  const open = ui.menu === name;
  const toggle = () => change({ menu: open ? undefined : name });
  return h(
    'div',
    { class: open ? 'tools open' : 'tools' },
    h(
      'button',
      { type: 'button', class: 'round', 'aria-label': label, 'aria-expanded': `${open}`, onclick: toggle },
      icon('dots'),
    ),
    open &&
      h(
        'div',
        { class: 'menu', onmount: keepInSight },
        items.map(({ words, label: said, pressed, act }) =>
          h(
            'button',
            {
              type: 'button',
              'aria-label': said,
              'aria-pressed': pressed === undefined ? undefined : `${pressed}`,
              onclick() {
                change({ menu: undefined });
                act();
              },
            },
            words,
          ),
        ),
      ),
  );
}

/** A menu opens above its button; below it where the top of the conversation would cut it off. */
function keepInSight(opened: HTMLElement): void {
  const top = opened.closest('.log')?.getBoundingClientRect().top ?? 0;
  opened.classList.toggle('below', opened.getBoundingClientRect().top < top);
}
