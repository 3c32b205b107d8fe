import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import * as z from 'zod';
import type { File } from '../provider.ts';
import { type Line, lineSchema, openLines, pushSchema } from './lines.ts';
import { askSite, type Session, type SessionAsked, type Site } from './site.ts';

/** A frame as a page says it; it makes the id itself unless it has one. */
export type Said = { type: string; id?: string; [field: string]: unknown };
type Answered = { status: number; reason: string };

export type Watcher = {
  /** A line that is new, or seen again. */
  line?(line: Line): void;
  /** The business types, or has read what the visitor said with this id. */
  signal?(type: 'typing' | 'read', messageId: string | undefined): void;
};

export type Page = {
  session: Session;
  /** What the page shows, oldest first; never twice the same. */
  lines(): Line[];
  /** Settled once the business has taken it, or has not: after a cut, once the page is back. */
  say(said: Said): Promise<Answered>;
  /** Puts a file where the business lets it, and gives its key for a `file` frame. */
  upload(file: File): Promise<string>;
  /** The network goes away; what is said meanwhile waits. */
  cut(): Promise<void>;
  /** It is there again: the page reads what it missed and says what waits. */
  back(): Promise<void>;
};

const heardSchema = z.union([
  pushSchema,
  z.strictObject({ type: z.literal('taken'), id: z.string() }),
  z.strictObject({ type: z.literal('refused'), id: z.string(), status: z.number(), reason: z.string() }),
]);

/** A tab of a browser with our chat in it, as docs/channels/webchat-protocol.md asks of one. Throws where it gets no session. */
export async function openPage(site: Site, asked: SessionAsked, watcher: Watcher = {}): Promise<Page> {
  const session = await askSite.session(site, asked);
  const lines = openLines((line) => watcher.line?.(line));
  const waiting = new Map<string, { frame: string; answer: (answered: Answered) => void }>();
  let socket: WebSocket | undefined;
  let underWay: string | undefined;
  let last = 0;

  /** One frame at a time: API Gateway hands two of them to two functions, and the later could come in first. */
  function sayNext(): void {
    const [next] = waiting;
    if (!socket || underWay !== undefined || !next) return;
    underWay = next[0];
    socket.send(next[1].frame);
  }

  function hear(heard: unknown): void {
    const said = heardSchema.parse(heard);
    if (said.type === 'message') lines.seePush(said);
    else if (said.type === 'taken') settle(said.id, { status: 200, reason: '' });
    else if (said.type === 'refused') settle(said.id, said);
    else if (said.type !== 'pong') watcher.signal?.(said.type, said.messageId);
  }

  function settle(id: string, answered: Answered): void {
    waiting.get(id)?.answer(answered);
    waiting.delete(id);
    underWay = undefined;
    sayNext();
  }

  /** First the page listens, then it reads: so nothing falls between the two. */
  async function back(): Promise<void> {
    const opened = await connected(site, session);
    opened.on('message', (data) => hear(JSON.parse(String(data))));
    opened.once('close', () => {
      socket = undefined;
      underWay = undefined;
    });
    for (let more = true; more; ) {
      const read = await askSite.history(site, session.token, last);
      for (const line of z.array(lineSchema).parse(read.lines)) lines.see(line);
      ({ last, more } = read);
    }
    socket = opened;
    sayNext();
  }

  await back();
  return {
    session,
    back,
    lines: lines.all,
    say({ id = randomUUID(), ...said }) {
      return new Promise((answer) => {
        waiting.set(id, { frame: JSON.stringify({ ...said, id }), answer });
        sayNext();
      });
    },
    upload: (file) => askSite.upload(site, session.token, file),
    async cut() {
      const open = socket;
      if (!open) return;
      const closed = new Promise((resolve) => open.once('close', resolve));
      open.terminate();
      await closed;
    },
  };
}

/** A WebSocket that is open and listens. Throws where it is not let in. */
async function connected({ origin }: Site, { socket, token }: Session): Promise<WebSocket> {
  const opening = new WebSocket(socket, ['seaway.webchat', token], { origin });
  const heard = (event: 'open' | 'message') =>
    new Promise((resolve, reject) => opening.once(event, resolve).once('error', reject));
  await heard('open');
  const pong = heard('message');
  opening.send(JSON.stringify({ type: 'ping' }));
  await pong;
  return opening;
}
