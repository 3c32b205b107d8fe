import type { Conversation, LineView } from '../../../lib/console/protocol/conversation.ts';
import type { Api } from '../api.ts';
import type { Clock } from './clock.ts';
import { openReader, type Reader } from './reader.ts';

export type Conversations = {
  /** Read when it is first asked for. */
  of(thread: string): Reader<Conversation>;
  /** Undefined where nobody has asked for it. */
  known(thread: string): Reader<Conversation> | undefined;
  /** Something was said on this thread: whatever shows it is read again, as far as it is followed. */
  changed(thread: string, isFollowed: (thread: string) => boolean): void;
  earlier(thread: string): Promise<void>;
  /** Those that somebody looks at, or waits for, are read again. */
  readAgain(threads: Iterable<string>): void;
};

/** The conversations that were looked at. `written` is told the ids of this worker's messages that are among the lines. */
export function openConversations(
  api: Pick<Api, 'conversation'>,
  clock: Clock,
  written: (ids: ReadonlySet<string>) => void,
): Conversations {
  const readers = new Map<string, Reader<Conversation>>();
  const underWay = new Map<string, Promise<void>>();

  function of(thread: string): Reader<Conversation> {
    const known = readers.get(thread);
    if (known) return known;
    const join = joining(clock);
    const reader = openReader({
      load: () => api.conversation(thread),
      join,
      taken: ({ lines }) => written(new Set(lines.flatMap(({ sentAs }) => sentAs ?? []))),
    });
    readers.set(thread, reader);
    // Not while a view is being drawn.
    queueMicrotask(reader.read);
    return reader;
  }

  async function readEarlier(thread: string): Promise<void> {
    const reader = of(thread);
    const before = reader.told.peek().value?.earlier;
    if (before === undefined) return;
    const page = await api.conversation(thread, before);
    reader.change((known) =>
      known.earlier === before ? { ...known, lines: [...page.lines, ...known.lines], earlier: page.earlier } : known,
    );
  }

  return {
    of,
    known: (thread) => readers.get(thread),
    changed(thread, isFollowed) {
      for (const [key, { told, read }] of readers) {
        const { addresses = [] } = told.peek().value ?? {};
        const isIt = key === thread || addresses.some((address) => address.thread === thread);
        if (isIt && isFollowed(key)) read();
      }
    },
    earlier(thread) {
      const reading = underWay.get(thread) ?? readEarlier(thread).finally(() => underWay.delete(thread));
      underWay.set(thread, reading);
      return reading;
    },
    readAgain(threads) {
      for (const thread of new Set(threads)) of(thread).read();
    },
  };
}

/** Milliseconds for which an address of a file is good, with a margin: 15 minutes less a third. */
const linkGood = 600_000;

const keyOf = ({ thread, sk }: LineView): string => `${thread} ${sk}`;

/**
 * Joins the newest hundred lines to those that were read before them. A line that says what it said stays the same object, and
 * a file keeps the address that it had, while it is good: each reading signs a new one, and a picture would flicker.
 */
function joining(clock: Clock): (known: Conversation | undefined, next: Conversation) => Conversation {
  const since = new WeakMap<LineView, number>();

  return (known, next) => {
    const now = clock.now();
    const before = new Map(known?.lines.map((line) => [keyOf(line), line]));
    const lines = next.lines.map((line) => {
      const old = before.get(keyOf(line));
      if (old && now - (since.get(old) ?? 0) < linkGood && written(old) === written(line)) return old;
      since.set(line, now);
      return line;
    });
    const [first] = next.lines;
    const at = known && first ? known.lines.findIndex((line) => keyOf(line) === keyOf(first)) : -1;
    if (!known || next.earlier === undefined || at < 1) return { ...next, lines };
    return { ...next, lines: [...known.lines.slice(0, at), ...lines], earlier: known.earlier };
  };
}

/** What a line says, without the signature of its file's address. */
const written = (line: LineView): string =>
  JSON.stringify(line, (key, value: unknown) =>
    key === 'url' && typeof value === 'string' ? value.split('?')[0] : value,
  );
