import { andThen, type Chat, type Kept, linked, type Next } from './chat.ts';
import type { Entry } from './entry.ts';
import { catchUp } from './reading.ts';
import { enter, forget } from './session.ts';

/** What another tab of the same browser says is shown here as well, and said by that tab. */
export function keptElsewhere(chat: Chat, entry: Entry): Next {
  if (chat.timeline.lines.has(entry.id)) return [chat];
  const known = chat.outbox.find(({ id }) => id === entry.id);
  const told = { ...entry, elsewhere: known ? known.elsewhere : true };
  const outbox = [...chat.outbox.filter((one) => one !== known), told].sort((one, other) => one.at - other.at);
  return [{ ...chat, outbox }];
}

/** The other tab has found it in the history, or its visitor has let it go: it stays until this one has looked as well. */
export function droppedElsewhere(chat: Chat, id: string, now: number): Next {
  if (!chat.outbox.some((entry) => entry.id === id)) return [chat];
  const outbox = chat.outbox.map((entry) => (entry.id === id ? { ...entry, gone: true } : entry));
  return chat.link.phase === 'live' ? catchUp({ ...chat, outbox }, now) : [{ ...chat, outbox }];
}

/**
 * Another tab has begun a session, or logged out: this one follows, and writes nothing of that down, as the other has done so.
 * Whoever was logged in here is not any more, else two tabs could take turns for ever.
 */
export function sessionElsewhere(chat: Chat, session: Kept | undefined, now: number): Next {
  if (session?.sender === chat.session?.sender) return [{ ...chat, session }];
  const [empty] = forget({ ...chat, identity: undefined });
  const own = session && session.who === chat.session?.who;
  const outbox = own ? chat.outbox.filter(({ state, elsewhere }) => state === 'waiting' && !elsewhere) : [];
  const off = linked({ ...empty, session, outbox }, { phase: 'off' });
  return andThen([off, { do: 'cut' }], (same) => (session ? enter(same, now) : [same]));
}
