import { h, type Tree } from '../dom.ts';
import { type Shown, shownOf } from '../machine/shown.ts';
import { textView } from './body.ts';
import { bubble } from './bubble.ts';
import { heard, linkButton } from './controls.ts';
import { icon } from './icons.ts';
import { messageView } from './message.ts';
import { sendingView } from './sending.ts';
import { dayOf } from './times.ts';
import type { Widget } from './widget.ts';

/** Milliseconds between two messages of one person that belong together. */
const together = 300_000;

/** Milliseconds that somebody counts as typing: nobody says that they have stopped. */
export const typingLasts = 12_000;

/** The conversation, oldest message first, and at its end what is happening. */
export function logView(widget: Widget): Tree {
  const { engine, texts, uploads, ui, toEnd } = widget;
  const chat = engine.chat();
  const { timeline, link, typingAt } = chat;
  const begun = timeline.last > 0 || link.phase === 'live' || link.phase === 'off';
  return h(
    'div',
    { class: 'scroll' },
    h(
      'div',
      {
        class: 'log',
        part: 'log',
        role: 'log',
        'aria-label': texts.conversation,
        'aria-busy': `${!begun}`,
        tabindex: 0,
      },
      timeline.first > 1 && linkButton(texts.earlier, () => engine.happen({ type: 'earlier' }), 'earlier'),
      h(
        'ol',
        {},
        timeline.first <= 1 && texts.greeting && bubble(alone, heard(`${texts.us}: `), textView(texts.greeting)),
        messagesView(widget, shownOf(chat)),
        uploads.all().map((uploading) => sendingView(widget, uploading)),
      ),
      h(
        'div',
        { role: 'status' },
        typingAt !== undefined && Date.now() - typingAt < typingLasts && typingView(texts.typing),
      ),
    ),
    !ui.atEnd &&
      h('button', { type: 'button', class: 'to-end', 'aria-label': texts.newest, onclick: toEnd }, icon('down')),
  );
}

const alone = { key: 'greeting', from: 'business', first: true, last: true } as const;

const messagesView = (widget: Widget, shown: readonly Shown[]): Tree =>
  shown.map((message, index) => {
    const before = shown[index - 1];
    const day = dayOf(message.at, before?.at, widget.language);
    const standing = {
      first: day !== undefined || !belongs(before, message),
      last: !belongs(message, shown[index + 1]),
    };
    return [day && h('li', { key: `day ${message.key}`, class: 'day' }, day), messageView(widget, message, standing)];
  });

const belongs = (before: Shown | undefined, after: Shown | undefined): boolean =>
  before !== undefined &&
  after !== undefined &&
  before.from === after.from &&
  before.by === after.by &&
  after.at - before.at < together &&
  before.mark !== 'refused' &&
  new Date(before.at).getDate() === new Date(after.at).getDate();

const typingView = (words: string): Tree =>
  h(
    'div',
    { class: 'message business first last' },
    h('div', { class: 'bubble typing' }, heard(words), h('i', {}), h('i', {}), h('i', {})),
  );
