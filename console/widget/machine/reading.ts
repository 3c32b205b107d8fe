import type { History } from '../protocol.ts';
import { andThen, type Chat, linked, type Next } from './chat.ts';
import { purge, report, sendNext } from './outbox.ts';
import { hasLinks, seeLines } from './timeline.ts';

/** Lines before the newest that are read again: they may have been edited, read or deleted meanwhile. */
const overlap = 30;

/** How many lines the server gives of itself, and are asked for of those before. */
const usual = 50;

/** Addresses of files are good for an hour. */
const linksLast = 50 * 60_000;

/** Milliseconds between two looks for news where there is no WebSocket, for a visitor who looks on and for one who does not. */
const sooner = 3_000;
const later = 15_000;

/** Asks for the news, and for the lines before them: everything that is shown where the addresses of files grow old. */
export function catchUp(chat: Chat, now: number): Next {
  const { first, last } = chat.timeline;
  if (!hasOldLinks(chat, now)) return readAfter(chat, Math.max(first - 1, last - overlap));
  return readAfter({ ...chat, linkedAt: now }, first - 1);
}

export const hasOldLinks = ({ timeline, linkedAt }: Chat, now: number): boolean =>
  hasLinks(timeline) && now - linkedAt > linksLast;

export const readNews = (chat: Chat): Next => readAfter(chat, chat.timeline.last);

/** Who has read nothing yet begins with the newest lines, however many there are. */
const readAfter = (chat: Chat, after: number): Next => [
  chat,
  { do: 'read', epoch: chat.link.epoch, after: chat.timeline.last === 0 ? undefined : after },
];

/** Lines have come: all that there are, or the first of them. */
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
  const done = andThen(next, (same) => (same.link.phase === 'reading' ? live(same) : poll(report(same))));
  return began ? andThen(done, lookBack) : done;
}

/** What was taken is looked for as far back as it can be: else it would be shown behind what was said since. */
function lookBack(chat: Chat): Next {
  const taken = chat.outbox.filter(({ state }) => state === 'taken').map(({ after }) => after);
  return chat.timeline.first > Math.min(...taken) + 1 ? askEarlier(chat) : [chat];
}

function live(chat: Chat): Next {
  const connected = linked(chat, { phase: 'live', failures: 0, ...(chat.link.by === 'socket' && { blocked: 0 }) });
  return poll(andThen(report(connected), sendNext));
}

/** Without a WebSocket the history is asked for news, again and again. */
function poll(next: Next): Next {
  return andThen(next, (chat) => {
    const { by, phase, epoch } = chat.link;
    if (by !== 'http' || phase !== 'live') return [chat];
    return [chat, { do: 'wake', epoch, in: chat.looking ? sooner : later }];
  });
}

/** Asks for the lines before those that are shown. */
export function askEarlier(chat: Chat): Next {
  const { first } = chat.timeline;
  if (first === 1) return [chat];
  const after = Math.max(0, first - 1 - usual);
  return [chat, { do: 'read-earlier', epoch: chat.link.epoch, after, limit: first - 1 - after }];
}

/** The lines from number `after` on have come, up to those that were shown when they were asked for. */
export function readEarlier(chat: Chat, { lines }: History, after: number, now: number): Next {
  const first = Math.min(chat.timeline.first, after + 1);
  const seen = { ...chat, timeline: { ...seeLines(chat.timeline, lines), first } };
  return andThen(purge(seen, now), lookBack);
}
