import type { History, Session } from '../protocol.ts';
import { andThen, type Chat, type Link, type Next, nothingSeen } from './chat.ts';
import { purge, report, say, sendNext } from './outbox.ts';
import { emptyTimeline, hasLinks, seeLines } from './timeline.ts';

/** A session is good for 30 days: one older than a day is changed for a new token. */
const fresh = 29 * 86_400_000;

/** Lines before the newest that are read again: they may have been edited, read or deleted meanwhile. */
const overlap = 30;

/** Addresses of files are good for an hour. */
const linksLast = 50 * 60_000;

/** WebSockets that may fail in a row before it goes on by HTTP, and readings of the history until one is tried again. */
const triesOfSocket = 2;
const pollsBeforeSocket = 60;

const sooner = 3_000;
const later = 15_000;

/** The pause before the next try; whoever waits it shortens it by chance, so that not everybody comes back at once. */
export const pauseAfter = (failures: number): number => Math.min(30_000, 500 * 2 ** Math.min(failures, 8));

const linked = (chat: Chat, link: Partial<Link>): Chat => ({ ...chat, link: { ...chat.link, ...link } });

/** What was under way is sent again, by the next connection. */
const afresh = (chat: Chat, link: Partial<Link>): Chat => ({
  ...linked(chat, { ...link, epoch: chat.link.epoch + 1, paused: false, polls: 0 }),
  underWay: undefined,
  whispers: [],
  typingAt: undefined,
});

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

function reach(chat: Chat, session: Session, now: number): Next {
  if (chat.link.blocked < triesOfSocket) {
    const connecting = afresh(chat, { phase: 'connecting', by: 'socket' });
    return [connecting, { do: 'connect', epoch: connecting.link.epoch, session }];
  }
  return catchUp(afresh(chat, { phase: 'reading', by: 'http' }), now);
}

/** A session of somebody else: nothing of the one before may be seen or said in it. */
export function entered(chat: Chat, session: Session, who: string | undefined, now: number): Next {
  const same = chat.session?.sender === session.sender;
  const kept = { ...session, who, ...(same && { ended: chat.session?.ended }) };
  const clean = chat.session && !same ? forget(chat) : ([chat] as const);
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
    { ...chat, session: undefined, timeline: emptyTimeline, outbox: waiting },
    ...over.map(({ id }) => ({ do: 'drop', id }) as const),
    { do: 'keep-session', session: undefined },
  ];
}

const isWaiting = ({ state }: { state: string }) => state === 'waiting';

/** Nothing of the visitor stays, neither here nor in the browser. */
export function forget(chat: Chat): Next {
  const { outbox } = chat;
  return [
    {
      ...afresh(chat, {}),
      session: undefined,
      timeline: emptyTimeline,
      outbox: [],
      seen: nothingSeen,
      position: undefined,
      readByUs: undefined,
    },
    ...outbox.map(({ id }) => ({ do: 'drop', id }) as const),
    { do: 'keep-session', session: undefined },
    { do: 'keep-seen', seen: undefined },
  ];
}

/** Whoever answers 401 does not know the session, or that of the connection: only a new one tells which. */
export const enterAnew = (chat: Chat, now: number): Next =>
  enter(chat.session ? { ...chat, session: { ...chat.session, expiresAt: 0 } } : chat, now);

/** The connection is gone, or there was none. */
export function lose(chat: Chat, now: number): Next {
  const { phase, by, blocked, failures } = chat.link;
  const noSocket = phase === 'connecting' ? blocked + 1 : blocked;
  // Where HTTP fails as well, it is not the WebSocket that is blocked.
  const link = { blocked: by === 'http' ? 0 : noSocket, failures: failures + 1 };
  if (phase === 'connecting' && noSocket >= triesOfSocket && chat.session)
    return andThen([linked(chat, link), { do: 'cut' }], (same) =>
      catchUp(afresh(same, { phase: 'reading', by: 'http' }), now),
    );
  const waiting = afresh(chat, { ...link, phase: 'waiting', by: 'socket' });
  return [waiting, { do: 'cut' }, { do: 'wake', epoch: waiting.link.epoch, in: pauseAfter(failures) }];
}

/** Asks for the news, and for the lines before them: everything that is shown where the addresses of files grow old. */
export function catchUp(chat: Chat, now: number): Next {
  const { first, last } = chat.timeline;
  if (!hasOldLinks(chat, now)) return readAfter(chat, Math.max(first - 1, last - overlap));
  return readAfter({ ...chat, linkedAt: now }, first - 1);
}

export const hasOldLinks = ({ timeline, linkedAt }: Chat, now: number): boolean =>
  hasLinks(timeline) && now - linkedAt > linksLast;

/** Who has read nothing yet begins with the newest lines, however many there are. */
const readAfter = (chat: Chat, after: number): Next => [
  chat,
  { do: 'read', epoch: chat.link.epoch, after: chat.timeline.last === 0 ? undefined : after },
];

/** How many lines the server gives of itself, and at most. */
const usual = 50;

export function read(chat: Chat, { lines, last, more }: History, now: number): Next {
  const { timeline } = chat;
  const began = timeline.last === 0;
  const seen = {
    ...seeLines(timeline, lines),
    first: began ? Math.max(1, last - usual + 1) : timeline.first,
    last: Math.max(timeline.last, last),
  };
  const next = purge({ ...chat, timeline: seen, ...(began && { linkedAt: now }) }, now);
  if (more) return andThen(next, (same) => [same, { do: 'read', epoch: same.link.epoch, after: last }]);
  return andThen(next, (same) => (same.link.phase === 'reading' ? live(same) : poll(report(same))));
}

function live(chat: Chat): Next {
  return poll(
    sendOn(report(linked(chat, { phase: 'live', failures: 0, ...(chat.link.by === 'socket' && { blocked: 0 }) }))),
  );
}

const sendOn = (next: Next): Next => andThen(next, sendNext);

/** Without a WebSocket the history is asked for news, again and again. */
function poll(next: Next): Next {
  return andThen(next, (chat) => {
    const { by, phase, epoch } = chat.link;
    if (by !== 'http' || phase !== 'live') return [chat];
    return [chat, { do: 'wake', epoch, in: chat.looking ? sooner : later }];
  });
}

/** What was waited for is over: the pause before a try, or the one that the business asked for, or that between two polls. */
export function wake(chat: Chat, now: number): Next {
  const { phase, by, polls } = chat.link;
  if (phase === 'waiting') return enter(chat, now);
  if (phase !== 'live') return [chat];
  const going = sendNext(linked(chat, { paused: false }));
  if (by === 'socket') return going;
  if (polls >= pollsBeforeSocket) return enter(linked(chat, { blocked: triesOfSocket - 1 }), now);
  return andThen(going, (same) => readAfter(linked(same, { polls: polls + 1 }), same.timeline.last));
}

export function readEarlier(chat: Chat, { lines }: History, first: number): Chat {
  return { ...chat, timeline: { ...seeLines(chat.timeline, lines), first } };
}
