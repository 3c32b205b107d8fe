import type { Choice } from '../../../lib/message.ts';
import { h, type Tree } from '../dom.ts';
import type { Shown } from '../machine/shown.ts';
import { icon } from './icons.ts';
import type { Widget } from './widget.ts';

/** The buttons of a message. Those that cannot be pressed any more can still be reached, so that nobody's focus gets lost. */
export const choicesView = ({ engine }: Widget, { open, taken }: Shown, options: readonly Choice[]): Tree =>
  h(
    'div',
    { class: 'choices' },
    options.map(({ id, text }) =>
      h(
        'button',
        {
          key: id,
          type: 'button',
          class: taken === id ? 'taken' : '',
          part: taken === id ? 'choice choice-taken' : 'choice',
          'aria-pressed': `${taken === id}`,
          'aria-disabled': `${!open}`,
          onclick: () => open && engine.say({ type: 'choice', option: id, text }),
        },
        taken === id && icon('tick'),
        h('span', { dir: 'auto' }, text),
      ),
    ),
  );
