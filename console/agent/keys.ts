import { signal } from '@preact/signals';
import { answering, type Doing, focusing, moving, pressing, showing } from './doings.ts';
import { storageOfPage } from './state/browser.ts';
import type { Console } from './state/types.ts';
import { texts } from './texts.ts';

export type Key = Doing & { key: string; title: string };

/** Everything that has a key. What a view does is done by pressing its button, which says in `data-command` what it is for. */
export const keys = {
  accept: { key: 'Alt+A', title: texts.keys.accept, ...answering('accepted') },
  decline: { key: 'Alt+D', title: texts.keys.decline, ...answering('rejected') },
  next: { key: 'Alt+ArrowDown', title: texts.keys.next, ...moving(1) },
  previous: { key: 'Alt+ArrowUp', title: texts.keys.previous, ...moving(-1) },
  reply: { key: 'Alt+R', title: texts.keys.reply, ...focusing('reply') },
  canned: { key: 'Alt+C', title: texts.keys.canned, ...pressing('canned') },
  transfer: { key: 'Alt+T', title: texts.keys.transfer, ...pressing('transfer') },
  park: { key: 'Alt+S', title: texts.keys.park, ...pressing('park') },
  mute: { key: 'Alt+M', title: texts.keys.mute, ...pressing('mute') },
  hold: { key: 'Alt+H', title: texts.keys.hold, ...pressing('hold') },
  'wrap-up': { key: 'Alt+W', title: texts.keys.wrapUp, ...pressing('wrap-up') },
  complete: { key: 'Alt+Enter', title: texts.keys.complete, ...pressing('complete') },
  presence: { key: 'Alt+P', title: texts.keys.presence, ...focusing('presence') },
  palette: { key: 'Ctrl+K', title: texts.keys.palette, ...showing('palette') },
  sheet: { key: '?', title: texts.keys.sheet, ...showing('keys') },
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
