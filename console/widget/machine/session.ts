import type { Session } from '../protocol.ts';
import { andThen, type Chat, type Next, nothingSeen } from './chat.ts';
import { afresh, lose, reach } from './link.ts';
import { say } from './outbox.ts';
import { emptyTimeline } from './timeline.ts';

/** A session is good for 30 days: one older than a day is changed for a new token. */
const fresh = 29 * 86_400_000;

/** Begins a session, or goes on with one that is good. */
export function enter(chat: Chat, now: number): Next {
  const { session, identity } = chat;
  const known = session && (!identity || identity.who === session.who);
  if (known && session.expiresAt - now > fresh)
    return andThen([chat, { do: 'cut' }], (same) => reach(same, session, now));
  const entering = afresh(chat, { phase: 'entering' });
  const who = identity?.who ?? session?.who;
  return [entering, { do: 'cut' }, { do: 'enter', epoch: entering.link.epoch, identity, resume: session?.token, who }];
}

/** Whoever answers 401 does not know the session, or that of the connection: only a new one tells which. */
export const enterAnew = (chat: Chat, now: number): Next =>
  enter(chat.session ? { ...chat, session: { ...chat.session, expiresAt: 0 } } : chat, now);

/** The session is there: the one that was, another of the same person, or one of somebody else. */
export function entered(chat: Chat, session: Session, who: string | undefined, now: number): Next {
  const { session: before } = chat;
  const same = before?.sender === session.sender;
  const kept = { ...session, who, ...(same && { ended: before?.ended }) };
  const clean = !before || same ? ([chat] as const) : before.who === who ? expire(chat) : forget(chat);
  const begun = andThen(clean, (own) => [
    { ...own, session: kept },
    { do: 'keep-session', session: kept },
  ]);
  const joined = same ? begun : andThen(begun, (own) => say(own, crypto.randomUUID(), { type: 'join' }, now));
  return andThen(joined, (own) => reach(own, kept, now));
}

export function notEntered(chat: Chat, status: number, now: number): Next {
  const { identity, session } = chat;
  if (identity && (status === 400 || status === 401))
    return andThen([{ ...chat, identity: undefined }, { do: 'tell-identity-refused' }], (same) => enter(same, now));
  if (session && status === 401) return andThen(expire(chat), (without) => enter(without, now));
  if (status >= 400 && status < 500 && status !== 408 && status !== 429)
    return [afresh(chat, { phase: 'refused' }), { do: 'cut' }];
  return lose(chat, now);
}

/** A session has ended: what nobody has taken yet is said in the next one. */
function expire(chat: Chat): Next {
  const [waiting, over] = [chat.outbox.filter(isWaiting), chat.outbox.filter((entry) => !isWaiting(entry))];
  return [
    { ...chat, session: undefined, timeline: emptyTimeline, outbox: waiting, readByUs: undefined },
    ...over.map(({ id }) => ({ do: 'drop', id }) as const),
    { do: 'keep-session', session: undefined },
  ];
}

const isWaiting = ({ state }: { state: string }) => state === 'waiting';

/** Nothing of the visitor stays, neither here nor in the browser: nobody else may see or say it. */
export function forget(chat: Chat): Next {
  const { outbox } = chat;
  return [
    {
      ...afresh(chat, {}),
      session: undefined,
      timeline: emptyTimeline,
      outbox: [],
      seen: nothingSeen,
      readByUs: undefined,
    },
    ...outbox.map(({ id }) => ({ do: 'drop', id }) as const),
    { do: 'keep-session', session: undefined },
    { do: 'keep-seen', seen: undefined },
  ];
}

/** Somebody who logs in goes on, if the business agrees; nobody is connected for it who has never opened the chat. */
export function identify(chat: Chat, now: number): Next {
  const { phase } = chat.link;
  const known = !chat.identity || chat.identity.who === chat.session?.who;
  if (phase === 'off' || (known && phase !== 'refused')) return [chat];
  return enter(chat, now);
}

/** After the visitor left: a guest begins with an empty page, whoever is logged in has one conversation. */
export function renew(chat: Chat, now: number): Next {
  const { session, identity, link } = chat;
  if (session?.who === undefined && !identity) return andThen(forget(chat), (empty) => enter(empty, now));
  const kept = session && { ...session, ended: undefined };
  const again: Chat = { ...chat, session: kept };
  return andThen([again, { do: 'keep-session', session: kept }], () =>
    link.phase === 'off' ? enter(again, now) : say(again, crypto.randomUUID(), { type: 'join' }, now),
  );
}
