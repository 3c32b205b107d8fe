import type { Heard } from '../protocol.ts';
import { andThen, type Chat, type Next } from './chat.ts';
import { isBubble } from './entry.ts';
import { enterAnew, pauseAfter } from './link.ts';
import { change, sendNext } from './outbox.ts';

type Answer = Extract<Heard, { type: 'taken' | 'refused' }>;

/** The business has taken a frame, or refuses it: never, not now, or not in this session. */
export function settle(chat: Chat, answer: Answer, now: number): Next {
  const { underWay } = chat;
  const answered = underWay && (answer.id ?? underWay.id) === underWay.id ? underWay : undefined;
  const free = answered ? { ...chat, underWay: undefined } : chat;
  const id = answer.id ?? answered?.id;
  if (answer.type === 'taken') {
    const marked = answered && 'upTo' in answered ? known(free, answered.type, answered.upTo) : ([free] as const);
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
  const paused = { ...free, link: { ...free.link, paused: true, failures: failures + 1 } };
  return [paused, { do: 'wake', epoch, in: pauseAfter(failures + 1) }];
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
