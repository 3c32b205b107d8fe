import { signal } from '@preact/signals';
import { storageOfPage } from './state/browser.ts';
import { nextAfter } from './state/order.ts';
import type { Console } from './state/types.ts';
import { texts } from './texts.ts';

export type Key = { key: string; title: string; run(console: Console): void };

/** Everything that has a key. What a view does is done by pressing its button, which says in `data-command` what it is for. */
export const keys = {
  accept: { key: 'Alt+A', title: texts.keys.accept, run: (console) => answerFirst(console, 'accepted') },
  decline: { key: 'Alt+D', title: texts.keys.decline, run: (console) => answerFirst(console, 'rejected') },
  next: { key: 'Alt+ArrowDown', title: texts.keys.next, run: (console) => move(console, 1) },
  previous: { key: 'Alt+ArrowUp', title: texts.keys.previous, run: (console) => move(console, -1) },
  reply: { key: 'Alt+R', title: texts.keys.reply, run: () => partOf('reply')?.focus() },
  canned: { key: 'Alt+C', title: texts.keys.canned, run: () => partOf('canned')?.click() },
  transfer: { key: 'Alt+T', title: texts.keys.transfer, run: () => partOf('transfer')?.click() },
  park: { key: 'Alt+S', title: texts.keys.park, run: () => partOf('park')?.click() },
  mute: { key: 'Alt+M', title: texts.keys.mute, run: () => partOf('mute')?.click() },
  hold: { key: 'Alt+H', title: texts.keys.hold, run: () => partOf('hold')?.click() },
  'wrap-up': { key: 'Alt+W', title: texts.keys.wrapUp, run: () => partOf('wrap-up')?.click() },
  complete: { key: 'Alt+Enter', title: texts.keys.complete, run: () => partOf('complete')?.click() },
  presence: { key: 'Alt+P', title: texts.keys.presence, run: () => partOf('presence')?.focus() },
  palette: {
    key: 'Ctrl+K',
    title: texts.keys.palette,
    run({ over }) {
      over.value = 'palette';
    },
  },
  sheet: {
    key: '?',
    title: texts.keys.sheet,
    run({ over }) {
      over.value = 'keys';
    },
  },
} as const satisfies Record<string, Key>;
export type Command = keyof typeof keys;

/** What stands in a tooltip: `Alt+T`. Nothing while keys are off. */
export const hintOf = (command: Command): string => (keysOn.value ? keys[command].key.replace('Arrow', '') : '');

/** A tooltip with the key in it: `Transfer (Alt+T)`. */
export const withHint = (title: string, command: Command): string =>
  keysOn.value ? `${title} (${hintOf(command)})` : title;

const keptAs = 'seaway console keys';

/** Whether keys do anything: screen readers and some keyboards have their own. Kept in this browser. */
export const keysOn = signal(storageOfPage()?.getItem(keptAs) !== 'off');

/** Turns all of them on or off; `Ctrl+K` and `?` too. */
export function setKeysOn(on: boolean): void {
  keysOn.value = on;
  storageOfPage()?.setItem(keptAs, on ? 'on' : 'off');
}

/** The one listener. Gives what ends it. */
export function listenToKeys(console: Console): () => void {
  const hear = (event: KeyboardEvent) => {
    const pressed = keysOn.peek() && !event.isComposing && pressedOf(event);
    const key = Object.values<Key>(keys).find((one) => one.key === pressed);
    if (!key || event.repeat || (key.key === '?' && isWriting(event.target))) return;
    // Nothing is done behind a window that lies over the page.
    if (document.querySelector('dialog[open]')) return;
    event.preventDefault();
    key.run(console);
  };
  window.addEventListener('keydown', hear);
  return () => window.removeEventListener('keydown', hear);
}

/**
 * `Alt+A`, by the key that is pressed and not by what it writes: Option and a letter write another one on a Mac. AltGr writes
 * letters in many languages, and says Ctrl and Alt.
 */
function pressedOf({ code, key, altKey, ctrlKey, metaKey }: KeyboardEvent): string {
  if (altKey && ctrlKey) return '';
  if (!altKey && !ctrlKey && !metaKey) return key;
  const name = code.startsWith('Key') ? code.slice(3) : code;
  return `${altKey ? 'Alt' : 'Ctrl'}+${name}`;
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

const partOf = (command: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>(`[data-command="${command}"]:not(:disabled)`)].find((part) =>
    part.checkVisibility(),
  );

function answerFirst(console: Console, answer: 'accepted' | 'rejected'): void {
  const { offers = [] } = console.work.peek().value ?? {};
  const offer = offers.find(({ lapsesAt }) => lapsesAt > console.now.peek());
  if (offer) void console.answer(offer, answer);
}

function move({ work, shown, page, column }: Console, step: 1 | -1): void {
  const next = nextAfter(work.peek().value?.tasks ?? [], shown.peek(), step);
  if (next === undefined) return;
  shown.value = next;
  page.value = 'work';
  column.value = 'conversation';
}
