import type { Heard } from '../protocol.ts';
import { settle } from './answer.ts';
import { andThen, type Chat, type Happening, type Next } from './chat.ts';
import {
  catchUp,
  enter,
  enterAnew,
  entered,
  forget,
  hasOldLinks,
  lose,
  notEntered,
  read,
  readEarlier,
  wake,
} from './link.ts';
import { change, report, say, sendNext, whisper } from './outbox.ts';
import { droppedElsewhere, keptElsewhere, sessionElsewhere } from './tabs.ts';
import { seePush } from './timeline.ts';

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
      return andThen(forget({ ...chat, identity: undefined, link: { ...link, phase: 'off' } }), (same) => [
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
      return catchUp({ ...chat, link: { ...link, phase: 'reading' } }, now);
    case 'closed':
      return lose(chat, now);
    case 'heard':
      return hear(chat, happening.heard, now);
    case 'read':
      return read(chat, happening.history, now);
    case 'not-read':
      return happening.status === 401 ? enterAnew(chat, now) : lose(chat, now);
    case 'read-earlier':
      return [readEarlier(chat, happening.history, earlierOf(chat).after + 1)];
    case 'wake':
      return wake(chat, now);
    case 'tick':
      return tick(chat, now);
    case 'hurry':
      return link.phase === 'waiting' ? enter(chat, now) : [chat];
    case 'offline':
      return link.phase === 'off' || link.phase === 'refused' ? [chat] : lose(chat, now);
    case 'look':
      return report({ ...chat, looking: happening.looking });
    case 'say':
      return sayIn(chat, happening, now);
    case 'type':
      return link.phase === 'live' && link.by === 'socket' ? whisper(chat, { type: 'typing' }) : [chat];
    case 'retry': {
      const again = change(chat, happening.id, (entry) => ({ ...entry, state: 'waiting', reason: undefined }));
      return andThen(again, sendNext);
    }
    case 'discard':
      return change(chat, happening.id, (entry) => (entry.state === 'refused' ? undefined : entry));
    case 'earlier': {
      const { after, limit } = earlierOf(chat);
      return limit > 0 ? [chat, { do: 'read-earlier', epoch: link.epoch, after, limit }] : [chat];
    }
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

function hear(chat: Chat, heard: Heard, now: number): Next {
  switch (heard.type) {
    case 'message': {
      const calm = { ...chat, typingAt: undefined, position: heard.by === undefined ? chat.position : undefined };
      return report({ ...calm, timeline: seePush(chat.timeline, heard) });
    }
    case 'taken':
    case 'refused':
      return settle(chat, heard, now);
    case 'typing':
      return [{ ...chat, typingAt: now }];
    case 'read':
      return [{ ...chat, readByUs: heard.messageId }];
    case 'position': {
      const { position, wait } = heard;
      return [{ ...chat, position: position > 0 ? { position, wait } : undefined }];
    }
    case 'pong':
      return [chat];
  }
}

/** Somebody who logs in goes on, if the business agrees; nobody is connected for it who has never opened the chat. */
function identify(chat: Chat, now: number): Next {
  const { phase } = chat.link;
  const known = !chat.identity || chat.identity.who === chat.session?.who;
  if (phase === 'off' || (known && phase !== 'refused')) return [chat];
  return enter(chat, now);
}

/** After the visitor left: a guest begins with an empty page, whoever is logged in has one conversation. */
function renew(chat: Chat, now: number): Next {
  const { session, identity, link } = chat;
  if (session?.who === undefined && !identity) return andThen(forget(chat), (empty) => enter(empty, now));
  const kept = session && { ...session, ended: undefined };
  const again: Chat = { ...chat, session: kept };
  const joined = say(again, crypto.randomUUID(), { type: 'join' }, now);
  return andThen([again, { do: 'keep-session', session: kept }], () =>
    link.phase === 'off' ? enter(again, now) : joined,
  );
}

/** Who leaves is not there any more; that the conversation is over is kept, so that it is over on every tab. */
function sayIn(chat: Chat, { id, said }: Extract<Happening, { type: 'say' }>, now: number): Next {
  const next = say(chat, id, said, now);
  if (said.type !== 'leave') return next;
  return andThen(next, (left) => {
    const session = left.session && { ...left.session, ended: true };
    return [
      { ...left, session, position: undefined },
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

/** The lines before those that are shown: what to ask for. */
function earlierOf({ timeline: { first } }: Chat): { after: number; limit: number } {
  const after = Math.max(0, first - 1 - 50);
  return { after, limit: first - 1 - after };
}
