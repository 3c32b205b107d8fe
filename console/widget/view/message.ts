import { h, type Tree } from '../dom.ts';
import { isEmoji } from '../links.ts';
import type { Shown } from '../machine/shown.ts';
import { fill } from '../texts.ts';
import { bodyView } from './body.ts';
import { bubble, type Standing } from './bubble.ts';
import { choicesView } from './choices.ts';
import { heard, linkButton, menu } from './controls.ts';
import { icon } from './icons.ts';
import { timeOf } from './times.ts';
import type { Widget } from './widget.ts';

/** One message: who says it, what, its buttons, when, and how it fared. */
export function messageView(widget: Widget, message: Shown, { first, last }: Standing): Tree {
  const { texts, language } = widget;
  const { key, from, by, content, deleted, edited, mark, at } = message;
  const own = from === 'customer';
  return bubble(
    { key, from, first, last, bare: !deleted && isBare(message), gone: deleted, tap: () => tapped(widget, message) },
    first && !own && by ? h('p', { class: 'name' }, by) : heard(`${own ? texts.you : (by ?? texts.us)}: `),
    deleted ? h('p', { class: 'text' }, texts.deleted) : bodyView(widget, key, content),
    !deleted && toolsView(widget, message),
    reactionsView(widget, message),
    content.type === 'choices' && !deleted && choicesView(widget, message, content.options),
    (last || edited || mark === 'refused' || mark === 'sending') &&
      h(
        'p',
        { class: 'about' },
        edited && !deleted && texts.edited,
        last && h('time', { datetime: new Date(at).toISOString() }, timeOf(at, language)),
        faredView(widget, message),
      ),
  );
}

/** Where there is no pointer to hover with, a message is tapped to see what can be done with it. */
function tapped({ ui, change }: Widget, { key, id }: Shown): void {
  if (id === undefined || !matchMedia('(hover: none)').matches) return;
  change({ menu: ui.menu === key ? undefined : key });
}

/** A picture and an emoji need no frame. */
const isBare = ({ content }: Shown): boolean =>
  content.type === 'media'
    ? /^(image|video)\//.test(content.mediaType) && !content.caption && !content.withheld
    : content.type === 'text' && isEmoji(content.text);

const emojis = ['👍', '❤️', '😂', '🙏'];

/** What can be done with a message that the business has: react to theirs, edit and delete one's own. */
function toolsView(widget: Widget, { key, id, from, content, reactions }: Shown): Tree {
  const { texts, engine, change } = widget;
  if (id === undefined) return undefined;
  const own = [
    ...(content.type === 'text'
      ? [{ words: texts.edit, act: () => change({ editing: { id, text: content.text } }) }]
      : []),
    { words: texts.remove, act: () => void engine.say({ type: 'unsend', messageId: id }) },
  ];
  const theirs = emojis.map((emoji) => {
    const pressed = reactions.customer === emoji;
    const act = () => void engine.say({ type: 'reaction', messageId: id, emoji: pressed ? '' : emoji });
    return { words: emoji, label: fill(texts.react, { emoji }), pressed, act };
  });
  return menu(widget, key, texts.actions, from === 'customer' ? own : theirs);
}

function reactionsView({ texts }: Widget, { reactions: { customer, business }, by }: Shown): Tree {
  const all = [
    { who: texts.you, emoji: customer },
    { who: by ?? texts.us, emoji: business },
  ].flatMap(({ who, emoji }) =>
    emoji ? h('span', { role: 'img', 'aria-label': fill(texts.reacted, { who, emoji }) }, emoji) : [],
  );
  return all.length > 0 && h('p', { class: 'reactions' }, all);
}

const icons = { sending: 'clock', sent: 'tick', read: 'ticks' } as const;

/** How far a message of the visitor got, and what can be done where it was refused. */
function faredView({ texts, engine }: Widget, { key, mark, reason }: Shown): Tree {
  if (mark === undefined) return undefined;
  if (mark !== 'refused')
    return h(
      'span',
      { class: `mark ${mark}`, part: 'mark', title: texts[mark] },
      icon(icons[mark]),
      heard(texts[mark]),
    );
  return h(
    'span',
    { class: 'refusal', role: 'alert', title: reason },
    icon('fault'),
    texts.failed,
    linkButton(texts.retry, () => engine.happen({ type: 'retry', id: key })),
    linkButton(texts.discard, () => engine.happen({ type: 'discard', id: key })),
  );
}
