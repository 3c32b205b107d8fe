import type { Site } from './api.ts';
import { openEngine } from './engine.ts';
import { identityOf } from './identity.ts';
import { keptByTab } from './kept-by-tab.ts';
import { unreadOf } from './machine/shown.ts';
import { openPage } from './page.ts';
import { openStore } from './store.ts';
import { openUploads } from './uploads.ts';

export type Running = {
  open(): void;
  close(): void;
  identify(token: string | null): void;
  logout(): void;
  /** Something of the element has changed that the page shows. */
  draw(): void;
  stop(): void;
};

/** Runs a chat in the shadow of its element, until it is stopped. */
export function runChat(element: HTMLElement, root: ShadowRoot, site: Site): Running {
  const name = `${site.origin} ${site.account}`;
  const [wasOpen, draft] = [keptByTab(`${name} open`), keptByTab(`${name} draft`)];
  let isOpen = wasOpen.read() !== '';
  let unread = 0;
  let live = false;

  const tell = (what: string, detail?: unknown) =>
    element.dispatchEvent(new CustomEvent(`seaway-${what}`, { detail, bubbles: true }));

  const engine = openEngine({
    site,
    store: openStore(name),
    language: languageOf(element),
    changed,
    identityRefused: () => tell('identity-refused'),
  });
  const uploads = openUploads({
    site,
    token: () => engine.chat().session?.token,
    changed: () => page.draw(),
    uploaded: (id, file) => engine.say({ type: 'file', ...file }, id),
  });
  const [open, close] = [() => show(true), () => show(false)];
  const page = openPage(element, root, {
    engine,
    uploads,
    draft,
    open,
    close,
    isOpen: () => isOpen,
    language: () => languageOf(element),
  });

  function changed(): void {
    const chat = engine.chat();
    const wasLive = live;
    live = chat.link.phase === 'live';
    if (live && !wasLive) uploads.resume();
    const count = unreadOf(chat);
    if (count !== unread) tell('unread', { count });
    unread = count;
    page.draw();
  }

  function look(): void {
    const visible = document.visibilityState === 'visible';
    if (visible) engine.happen({ type: 'hurry' });
    engine.happen({ type: 'look', looking: isOpen && visible });
  }

  function show(now: boolean): void {
    if (now === isOpen) return;
    isOpen = now;
    wasOpen.write(now ? 'open' : '');
    if (now) engine.happen({ type: 'want' });
    look();
    tell(now ? 'open' : 'close');
  }

  const identify = (token: string | null) => engine.happen({ type: 'identify', identity: identityOf(token) });

  identify(element.getAttribute('identity'));
  // Whoever has never opened the chat costs nobody a connection.
  if (isOpen || engine.chat().session) engine.happen({ type: 'want' });
  look();
  document.addEventListener('visibilitychange', look);

  return {
    open,
    close,
    identify,
    draw: page.draw,
    logout() {
      for (const { id } of uploads.all()) uploads.cancel(id);
      draft.write('');
      close();
      engine.happen({ type: 'log-out' });
    },
    stop() {
      document.removeEventListener('visibilitychange', look);
      engine.close();
      uploads.close();
      page.close();
    },
  };
}

/** The language that the element, what it is in, or the page is written in; else the browser's. */
const languageOf = (element: HTMLElement): string =>
  element.closest('[lang]')?.getAttribute('lang') || navigator.language;
