import type { Site } from './api.ts';
import { type Chat, type Deed, type Happening, newChat } from './machine/chat.ts';
import type { Said } from './machine/entry.ts';
import { step } from './machine/step.ts';
import { openNetwork } from './network.ts';
import type { Store } from './store.ts';

/** Milliseconds between two looks at what was left behind; files' addresses and other tabs want it. */
const regularly = 300_000;

/** Milliseconds after which what another tab wrote down and nobody took is said by this one. */
const leftBehind = 20_000;

export type Engine = {
  chat(): Chat;
  happen(happening: Happening): void;
  /** Does something that must not be lost, and gives the id under which it is known from now on. */
  say(said: Said, id?: string): string;
  close(): void;
};

export type EngineOptions = {
  site: Site;
  store: Store;
  language: string;
  /** The chat is not what it was. */
  changed(): void;
  identityRefused(): void;
};

/** Does what the state machine wants done: by the network, with timers, and in what the browser keeps. */
export function openEngine({ site, store, language, changed, identityRefused }: EngineOptions): Engine {
  let chat = newChat({ session: store.session(), seen: store.seen(), outbox: store.outbox() });
  const network = openNetwork({ site, language, chat: () => chat, happen });
  let timer = 0;
  let closed = false;

  function happen(happening: Happening): void {
    if (closed) return;
    const [next, ...deeds] = step(chat, happening, Date.now());
    chat = next;
    for (const deed of deeds) perform(deed);
    changed();
  }

  function perform(deed: Deed): void {
    switch (deed.do) {
      case 'enter':
        network.enter(deed);
        break;
      case 'connect':
        network.connect(deed);
        break;
      case 'read':
        network.read(deed);
        break;
      case 'read-earlier':
        network.readEarlier(deed);
        break;
      case 'send':
        network.send(deed);
        break;
      case 'ping':
        network.ping();
        break;
      case 'cut':
        network.cut();
        break;
      case 'wake':
        wakeIn(deed.in, deed.epoch);
        break;
      case 'keep':
        store.keep(deed.entry);
        break;
      case 'drop':
        store.drop(deed.id);
        break;
      case 'keep-session':
        store.keepSession(deed.session);
        break;
      case 'keep-seen':
        store.keepSeen(deed.seen);
        break;
      case 'tell-identity-refused':
        identityRefused();
        break;
    }
  }

  /** Half of the time at least, and the rest by chance: so that not everybody comes back at once. */
  function wakeIn(milliseconds: number, epoch: number): void {
    clearTimeout(timer);
    timer = window.setTimeout(() => happen({ type: 'wake', epoch }), milliseconds * (0.5 + Math.random() / 2));
  }

  const online = () => happen({ type: 'hurry' });
  const offline = () => happen({ type: 'offline' });
  window.addEventListener('online', online);
  window.addEventListener('offline', offline);
  const ticks = window.setInterval(() => happen({ type: 'tick' }), regularly);
  const unwatch = store.watch((happening) => {
    happen(happening);
    if (happening.type === 'kept-elsewhere' && happening.entry.state === 'waiting')
      window.setTimeout(() => happen({ type: 'tick' }), leftBehind);
  });

  return {
    chat: () => chat,
    happen,
    say(said, id = crypto.randomUUID()) {
      happen({ type: 'say', id, said });
      return id;
    },
    close() {
      closed = true;
      network.cut();
      clearTimeout(timer);
      clearInterval(ticks);
      unwatch();
      window.removeEventListener('online', online);
      window.removeEventListener('offline', offline);
    },
  };
}
