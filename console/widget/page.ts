import { draw } from './dom.ts';
import { type Texts, textsOf } from './texts.ts';
import { appView } from './view/app.ts';
import { type End, openEnd } from './view/end.ts';
import { typingLasts } from './view/log.ts';
import type { Ui, Widget } from './view/widget.ts';
import { fitToViewport } from './viewport.ts';

/** Milliseconds that a connection may take to come back before anybody is told. */
const patience = 1_000;

type PageOptions = Pick<Widget, 'engine' | 'uploads' | 'draft' | 'open' | 'close'> & {
  isOpen(): boolean;
  language(): string;
};

/** What is to be seen of a chat. `draw` brings it up to date, once for everything that happens at a time. */
export function openPage(
  element: HTMLElement,
  root: ShadowRoot,
  { isOpen, language, ...parts }: PageOptions,
): { draw(): void; close(): void } {
  const box = document.createElement('div');
  root.replaceChildren(box);
  let ui: Ui = { atEnd: true, broken: new Set() };
  let end: End | undefined;
  let drawing = false;
  let wasOpen = isOpen();
  const timers = { words: '', telling: 0, typing: 0 };
  const unfit = fitToViewport(element);

  function drawSoon(): void {
    if (drawing) return;
    drawing = true;
    queueMicrotask(() => {
      drawing = false;
      drawNow();
    });
  }

  function drawNow(): void {
    const words = textsOf(language(), element.getAttribute('texts'));
    const direction = getComputedStyle(element).direction === 'rtl' ? 'rtl' : 'ltr';
    const toEnd = () => end?.toEnd();
    draw(box, appView({ ...parts, ...words, direction, isOpen: isOpen(), ui, change, toEnd }));
    settle();
    later(words.texts);
  }

  const change = (what: Partial<Ui>) => {
    const editing = what.editing && !ui.editing;
    ui = { ...ui, ...what };
    if (editing) queueMicrotask(() => box.querySelector('textarea')?.focus());
    drawSoon();
  };

  /** What can be measured only once it is there: the height of what is written, the end of the list, where the focus goes. */
  function settle(): void {
    const open = isOpen();
    const list = box.querySelector('.log');
    const field = box.querySelector('textarea');
    if (field) {
      field.style.height = 'auto';
      field.style.height = `${field.scrollHeight}px`;
    }
    if (!list) end = undefined;
    else end ??= openEnd(list, (atEnd) => change({ atEnd }));
    end?.keep();
    if (wasOpen && !open) box.querySelector('button')?.focus();
    if (wasOpen !== open) ui = { ...ui, menu: undefined, editing: undefined, atEnd: true };
    wasOpen = open;
  }

  /** What is to be seen a while after something happened. */
  function later(texts: Texts): void {
    const chat = parts.engine.chat();
    const words = wordsOf(chat.link, texts);
    if (words !== timers.words) {
      timers.words = words;
      clearTimeout(timers.telling);
      timers.telling = window.setTimeout(() => change({ status: words }), words === '' ? 0 : patience);
    }
    clearTimeout(timers.typing);
    if (chat.typingAt === undefined) return;
    const rest = chat.typingAt + typingLasts - Date.now();
    if (rest > 0) timers.typing = window.setTimeout(drawSoon, rest);
  }

  return {
    draw: drawSoon,
    close() {
      clearTimeout(timers.telling);
      clearTimeout(timers.typing);
      unfit();
      root.replaceChildren();
    },
  };
}

/** How the connection is, in words, where it is not as it should be. */
function wordsOf({ phase, failures }: { phase: string; failures: number }, texts: Texts): string {
  if (phase === 'live' || phase === 'off') return '';
  if (phase === 'refused') return texts.refused;
  if (!navigator.onLine) return texts.offline;
  return failures > 0 ? texts.lost : texts.connecting;
}
