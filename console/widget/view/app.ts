import { h, type Tree } from '../dom.ts';
import { unreadOf } from '../machine/shown.ts';
import { fill } from '../texts.ts';
import { icon } from './icons.ts';
import { panelView } from './panel.ts';
import type { Widget } from './widget.ts';

/** The button in the corner with what is unread, and the chat when it is open. */
export function appView(widget: Widget): Tree {
  const { texts, engine, isOpen, language, direction, open, close } = widget;
  const unread = unreadOf(engine.chat());
  const news = unread > 0 ? fill(texts.unread, { count: unread }) : '';
  // Keys that are pressed in the chat are none of the page's shortcuts.
  const keep = (event: Event) => event.stopPropagation();
  return h(
    'div',
    { class: 'root', lang: language, dir: direction, onkeydown: keep, onkeyup: keep },
    h(
      'button',
      {
        type: 'button',
        class: 'launcher',
        part: 'launcher',
        'aria-label': isOpen ? texts.close : [texts.open, news].filter(Boolean).join('. '),
        'aria-expanded': `${isOpen}`,
        onclick: isOpen ? close : open,
      },
      icon(isOpen ? 'down' : 'chat'),
      unread > 0 && h('span', { class: 'badge', part: 'badge', 'aria-hidden': 'true' }, unread > 9 ? '9+' : unread),
    ),
    h('p', { class: 'hidden', role: 'status' }, news),
    isOpen && panelView(widget),
  );
}
