import { andThen, type Chat, type Happening, linked, type Next } from './chat.ts';
import { hear } from './hearing.ts';
import { lose, triesOfSocket } from './link.ts';
import { change, report, say, sendNext, tellTyping } from './outbox.ts';
import { askEarlier, catchUp, hasOldLinks, read, readEarlier, readNews } from './reading.ts';
import { enter, enterAnew, entered, forget, identify, notEntered, renew } from './session.ts';
import { droppedElsewhere, keptElsewhere, sessionElsewhere } from './tabs.ts';

/**
 * What becomes of a chat when something happens, and what is to be done: pure, so that every order of cuts, answers and
 * reloads can be tried (test/console/widget). `now` is epoch milliseconds.
 */
export function step(chat: Chat, happening: Happening, now: number): Next {
  const { link } = chat;
  if ('epoch' in happening && happening.epoch !== link.epoch) return [chat];
  switch (happening.type) {
    case 'want':
      return link.phase === 'off' ? enter(chat, now) : [chat];
    case 'identify':
      return identify({ ...chat, identity: happening.identity }, now);
    case 'log-out':
      return andThen(forget(linked({ ...chat, identity: undefined }, { phase: 'off' })), (same) => [
        same,
        { do: 'cut' },
      ]);
    case 'renew':
      return renew(chat, now);
    case 'entered':
      return entered(chat, happening.session, happening.who, now);
    case 'not-entered':
      return notEntered(chat, happening.status, now);
    case 'listening':
      return catchUp(linked(chat, { phase: 'reading' }), now);
    case 'closed':
      return lose(chat, now);
    case 'heard':
      return hear(chat, happening.heard, now);
    case 'read':
      return read(chat, happening.history, now);
    case 'not-read':
      return happening.status === 401 ? enterAnew(chat, now) : lose(chat, now);
    case 'read-earlier':
      return readEarlier(chat, happening.history, happening.after, now);
    case 'wake':
      return wake(chat, now);
    case 'tick':
      return tick(chat, now);
    case 'hurry':
      return hurry(chat, now);
    case 'offline':
      return link.phase === 'off' || link.phase === 'refused' ? [chat] : lose(chat, now);
    case 'look':
      return report({ ...chat, looking: happening.looking });
    case 'say':
      return sayIn(chat, happening, now);
    case 'type':
      return tellTyping(chat, now);
    case 'retry': {
      const again = change(chat, happening.id, (entry) => ({ ...entry, state: 'waiting', reason: undefined }));
      return andThen(again, sendNext);
    }
    case 'discard':
      return change(chat, happening.id, (entry) => (entry.state === 'refused' ? undefined : entry));
    case 'earlier':
      return askEarlier(chat);
    case 'kept-elsewhere':
      return keptElsewhere(chat, happening.entry);
    case 'dropped-elsewhere':
      return droppedElsewhere(chat, happening.id, now);
    case 'seen-elsewhere': {
      const { delivered, read: byEyes } = happening.seen;
      const seen = { delivered: Math.max(chat.seen.delivered, delivered), read: Math.max(chat.seen.read, byEyes) };
      return [{ ...chat, seen }];
    }
    case 'session-elsewhere':
      return sessionElsewhere(chat, happening.session, now);
  }
}

/** Readings of the history until a WebSocket is tried again, where it goes on by HTTP. */
const pollsBeforeSocket = 60;

/** What was waited for is over: the pause before a try, or the one that the business asked for, or that between two polls. */
function wake(chat: Chat, now: number): Next {
  const { phase, by, polls } = chat.link;
  if (phase === 'waiting') return enter(chat, now);
  if (phase !== 'live') return [chat];
  const going = sendNext(linked(chat, { paused: false }));
  if (by === 'socket') return going;
  if (polls >= pollsBeforeSocket) return enter(linked(chat, { blocked: triesOfSocket - 1 }), now);
  return andThen(going, (same) => readNews(linked(same, { polls: polls + 1 })));
}

/** Somebody looks, or the network is back: a pause is over, and a connection that slept with its computer shows that it is gone. */
function hurry(chat: Chat, now: number): Next {
  const { phase, by } = chat.link;
  if (phase === 'waiting') return enter(chat, now);
  return phase === 'live' && by === 'socket' ? [chat, { do: 'ping' }] : [chat];
}

/** Who leaves is not there any more; that the conversation is over is kept, so that it is over on every tab. */
function sayIn(chat: Chat, { id, said }: Extract<Happening, { type: 'say' }>, now: number): Next {
  const next = say(chat, id, said, now);
  if (said.type !== 'leave') return next;
  return andThen(next, (left) => {
    const session = left.session && { ...left.session, ended: true };
    return [
      { ...left, session },
      { do: 'keep-session', session },
    ];
  });
}

/** Every few minutes: what a tab left behind that is gone is said by this one, and what was taken is looked for. */
function tick(chat: Chat, now: number): Next {
  const next = sendNext({ ...chat, outbox: chat.outbox.map((entry) => ({ ...entry, elsewhere: undefined })) });
  const due = chat.outbox.some(({ state }) => state === 'taken') || hasOldLinks(chat, now);
  return andThen(next, (same) => (due && same.link.phase === 'live' ? catchUp(same, now) : [same]));
}
