import { h, type Tree } from '../dom.ts';
import { fill } from '../texts.ts';
import { menu, roundButton } from './controls.ts';
import { icon } from './icons.ts';
import type { Widget } from './widget.ts';

/** Whom the visitor talks with, and how to stop. */
export function headerView(widget: Widget): Tree {
  const { texts, engine, close } = widget;
  const { timeline, session, outbox } = engine.chat();
  const agent = [...timeline.lines.values()].findLast(({ from }) => from === 'business')?.by;
  const begun = session && !session.ended && (timeline.last > 0 || outbox.length > 0);
  return h(
    'header',
    { class: 'header', part: 'header' },
    h('span', { class: 'avatar', 'aria-hidden': 'true' }, agent ? [...agent][0] : icon('chat')),
    h(
      'div',
      { class: 'titles' },
      h('h2', { part: 'title' }, texts.title),
      h('p', {}, agent ? fill(texts.talking, { name: agent }) : texts.subtitle),
    ),
    begun && menu(widget, 'chat', texts.more, [{ words: texts.end, act: () => void engine.say({ type: 'leave' }) }]),
    roundButton('close', texts.close, 'close', close),
  );
}
