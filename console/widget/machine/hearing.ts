import type { Heard } from '../protocol.ts';
import { andThen, type Chat, linked, type Next } from './chat.ts';
import { isBubble } from './entry.ts';
import { pauseAfter } from './link.ts';
import { change, report, sendNext } from './outbox.ts';
import { enterAnew } from './session.ts';
import { seePush } from './timeline.ts';

/** What the connection brings. */
export function hear(chat: Chat, heard: Heard, now: number): Next {
  switch (heard.type) {
    case 'message':
      return report({ ...chat, typingAt: undefined, timeline: seePush(chat.timeline, heard) });
    case 'taken':
    case 'refused':
      return settle(chat, heard, now);
    case 'typing':
      return [{ ...chat, typingAt: now }];
    case 'read':
      return [{ ...chat, readByUs: heard.messageId }];
    case 'pong':
      return [chat];
  }
}

type Answer = Extract<Heard, { type: 'taken' | 'refused' }>;

/** The business has taken a frame, or refuses it: never, not now, or not in this session. */
function settle(chat: Chat, answer: Answer, now: number): Next {
  const { underWay } = chat;
  const answered = underWay && (answer.id ?? underWay.id) === underWay.id ? underWay : undefined;
  const free = answered ? { ...chat, underWay: undefined } : chat;
  const id = answer.id ?? answered?.id;
  if (answer.type === 'taken') {
    const calm = linked(free, { failures: 0 });
    const marked = answered && 'upTo' in answered ? known(calm, answered.type, answered.upTo) : ([calm] as const);
    return andThen(
      andThen(marked, (same) => taken(same, id, now)),
      sendNext,
    );
  }
  const { status, reason } = answer;
  if (status === 401) return enterAnew(free, now);
  if (status < 500 && status !== 429 && status !== 408)
    return andThen(
      change(free, id, (entry) => (isBubble(entry.said) ? { ...entry, state: 'refused', reason } : undefined)),
      sendNext,
    );
  const { epoch, failures } = free.link;
  return [linked(free, { paused: true, failures: failures + 1 }), { do: 'wake', epoch, in: pauseAfter(failures + 1) }];
}

function known(chat: Chat, type: 'delivered' | 'read', upTo: number): Next {
  const delivered = Math.max(chat.seen.delivered, upTo);
  const read = type === 'read' ? Math.max(chat.seen.read, upTo) : chat.seen.read;
  return [
    { ...chat, seen: { delivered, read } },
    { do: 'keep-seen', seen: { delivered, read } },
  ];
}

/** What is to be seen is kept until the history has it: only then is it there when the page is loaded again. */
const taken = (chat: Chat, id: string | undefined, now: number): Next =>
  change(chat, id, (entry) =>
    entry.said.type === 'join' || entry.said.type === 'leave' ? undefined : { ...entry, state: 'taken', takenAt: now },
  );
