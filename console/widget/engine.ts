import { askSite, Refused, type Site } from './api.ts';
import { type Chat, type Deed, type Happening, newChat } from './machine/chat.ts';
import type { Frame, Said } from './machine/entry.ts';
import { step } from './machine/step.ts';
import { openSocket } from './socket.ts';
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

/** Does what the state machine wants done: connections, timers, and what the browser keeps. */
export function openEngine({ site, store, language, changed, identityRefused }: EngineOptions): Engine {
  let chat = newChat({ session: store.session(), seen: store.seen(), outbox: store.outbox() });
  let socket: ReturnType<typeof openSocket> | undefined;
  let timer = 0;
  let closed = false;

  function happen(happening: Happening): void {
    if (closed) return;
    const [next, ...deeds] = step(chat, happening, Date.now());
    chat = next;
    for (const deed of deeds) perform(deed);
    changed();
  }

  const failed = (happening: (status: number) => Happening) => (thrown: unknown) =>
    happen(happening(thrown instanceof Refused ? thrown.status : 0));

  function perform(deed: Deed): void {
    switch (deed.do) {
      case 'enter': {
        const { epoch, who, resume, identity } = deed;
        askSite.session(site, { language, resume, identity: identity?.token }).then(
          (session) => happen({ type: 'entered', epoch, session, who }),
          failed((status) => ({ type: 'not-entered', epoch, status })),
        );
        break;
      }
      case 'connect': {
        const { epoch } = deed;
        socket = openSocket(deed.session, {
          listening: () => happen({ type: 'listening', epoch }),
          heard: (heard) => happen({ type: 'heard', epoch, heard }),
          closed: () => happen({ type: 'closed', epoch }),
        });
        break;
      }
      case 'read':
        read(deed.epoch, { after: deed.after }, 'read');
        break;
      case 'read-earlier':
        read(deed.epoch, deed, 'read-earlier');
        break;
      case 'send':
        if (chat.link.by === 'socket') socket?.send(deed.frame);
        else post(deed.frame, deed.epoch);
        break;
      case 'cut':
        socket?.close();
        socket = undefined;
        break;
      case 'wake': {
        clearTimeout(timer);
        const { epoch } = deed;
        timer = window.setTimeout(() => happen({ type: 'wake', epoch }), deed.in * (0.5 + Math.random() / 2));
        break;
      }
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

  function read(
    epoch: number,
    asked: { after: number | undefined; limit?: number },
    type: 'read' | 'read-earlier',
  ): void {
    askSite.history(site, chat.session?.token ?? '', asked).then(
      (history) => happen({ type, epoch, history }),
      failed((status) => ({ type: 'not-read', epoch, status })),
    );
  }

  /** Where there is no WebSocket, the answer to a frame is that of the request. */
  function post(frame: Frame, epoch: number): void {
    const { id } = frame;
    askSite.frame(site, chat.session?.token ?? '', frame).then(
      () => happen({ type: 'heard', epoch, heard: { type: 'taken', id } }),
      (thrown: unknown) => {
        const { status, message: reason } = thrown instanceof Refused ? thrown : new Refused(0, '');
        if (status === 0) happen({ type: 'closed', epoch });
        else happen({ type: 'heard', epoch, heard: { type: 'refused', id, status, reason } });
      },
    );
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
      socket?.close();
      clearTimeout(timer);
      clearInterval(ticks);
      unwatch();
      window.removeEventListener('online', online);
      window.removeEventListener('offline', offline);
    },
  };
}
