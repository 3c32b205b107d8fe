import { type Guard, isFlag, isMaybe, isNumber, isOneOf, isShape, isText, isWord, parsed } from './guards.ts';
import type { Happening, Kept, Seen } from './machine/chat.ts';
import type { Entry, Said } from './machine/entry.ts';

/**
 * What a visitor's browser keeps of one account: the session, how far was read, and what was said, each message under a key of
 * its own so that two tabs never overwrite each other. Lines of the history are not kept.
 */
export type Store = {
  session(): Kept | undefined;
  seen(): Seen | undefined;
  outbox(): Entry[];
  keepSession(session: Kept | undefined): void;
  keepSeen(seen: Seen | undefined): void;
  keep(entry: Entry): void;
  drop(id: string): void;
  /** Tells what other tabs keep, until the function it gives is called. */
  watch(tell: (happening: Happening) => void): () => void;
};

const isKept: Guard<Kept> = isShape({
  token: isText,
  sender: isText,
  expiresAt: isNumber,
  socket: isText,
  who: isMaybe(isText),
  ended: isMaybe(isFlag),
});

const isSeen: Guard<Seen> = isShape({ delivered: isNumber, read: isNumber });

const isSaid: Guard<Said> = isOneOf(
  isShape({ type: isWord('message'), text: isText }),
  isShape({ type: isWord('choice'), option: isText, text: isText }),
  isShape({ type: isWord('file'), key: isText, name: isText, mediaType: isText }),
  isShape({ type: isWord('edit'), messageId: isText, text: isText }),
  isShape({ type: isWord('unsend'), messageId: isText }),
  isShape({ type: isWord('reaction'), messageId: isText, emoji: isText }),
  isShape({ type: isWord('join', 'leave') }),
);

const isEntry: Guard<Entry> = isShape({
  id: isText,
  at: isNumber,
  after: isNumber,
  said: isSaid,
  state: isWord('waiting', 'taken', 'refused'),
  takenAt: isMaybe(isNumber),
  reason: isMaybe(isText),
  elsewhere: isMaybe(isFlag),
  gone: isMaybe(isFlag),
});

/** Opens what the browser keeps under `name`; where it lets nothing be kept, all lasts as long as the page. */
export function openStore(name: string, storage: Storage | undefined = storageOfPage()): Store {
  const keyOf = (what: string) => `seaway ${name} ${what}`;

  function write(what: string, value: unknown): void {
    try {
      if (value === undefined) storage?.removeItem(keyOf(what));
      else storage?.setItem(keyOf(what), JSON.stringify(value));
    } catch {
      // The storage is full.
    }
  }

  const load = <Kind>(key: string, guard: Guard<Kind>): Kind | undefined => parsed(storage?.getItem(key), guard);

  return {
    session: () => load(keyOf('session'), isKept),
    seen: () => load(keyOf('seen'), isSeen),
    outbox: () =>
      Object.keys(storage ?? {})
        .filter((key) => key.startsWith(keyOf('said ')))
        .flatMap((key) => load(key, isEntry) ?? []),
    keepSession: (session) => write('session', session),
    keepSeen: (seen) => write('seen', seen),
    keep: ({ elsewhere: _, gone: __, ...entry }) => write(`said ${entry.id}`, entry),
    drop: (id) => write(`said ${id}`, undefined),
    watch(tell) {
      const hear = ({ key, newValue, storageArea }: StorageEvent) => {
        if (storageArea !== storage || !key?.startsWith(keyOf(''))) return;
        const happening = happeningOf(key.slice(keyOf('').length), newValue);
        if (happening) tell(happening);
      };
      window.addEventListener('storage', hear);
      return () => window.removeEventListener('storage', hear);
    },
  };
}

function happeningOf(what: string, value: string | null): Happening | undefined {
  if (what === 'session') return { type: 'session-elsewhere', session: parsed(value, isKept) };
  if (what === 'seen') {
    const seen = parsed(value, isSeen);
    return seen && { type: 'seen-elsewhere', seen };
  }
  if (value === null) return { type: 'dropped-elsewhere', id: what.slice('said '.length) };
  const entry = parsed(value, isEntry);
  return entry && { type: 'kept-elsewhere', entry };
}

/** Browsers that block a page's storage throw as soon as it is asked for. */
function storageOfPage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
