import type { Session } from '../protocol.ts';
import { andThen, type Chat, type Link, linked, type Next } from './chat.ts';
import { catchUp } from './reading.ts';

/** WebSockets that may fail in a row before it goes on by HTTP. */
export const triesOfSocket = 2;

/** The pause before the next try in milliseconds; whoever waits it shortens it by chance. */
export const pauseAfter = (failures: number): number => Math.min(30_000, 500 * 2 ** Math.min(failures, 8));

/** Another connection: what was under way is sent again, by that one. */
export const afresh = (chat: Chat, link: Partial<Link>): Chat => ({
  ...linked(chat, { ...link, epoch: chat.link.epoch + 1, paused: false, polls: 0 }),
  underWay: undefined,
  whispers: [],
  typingAt: undefined,
  toldTypingAt: undefined,
});

/** Connects a session. */
export function reach(chat: Chat, session: Session, now: number): Next {
  if (chat.link.blocked >= triesOfSocket) return goByHttp(chat, now);
  const connecting = afresh(chat, { phase: 'connecting', by: 'socket' });
  return [connecting, { do: 'connect', epoch: connecting.link.epoch, session }];
}

const goByHttp = (chat: Chat, now: number): Next => catchUp(afresh(chat, { phase: 'reading', by: 'http' }), now);

/** The connection is gone, or there was none. */
export function lose(chat: Chat, now: number): Next {
  const { phase, by, blocked, failures } = chat.link;
  const noSocket = phase === 'connecting' ? blocked + 1 : blocked;
  // Where HTTP fails as well, it is not the WebSocket that is blocked.
  const link = { blocked: by === 'http' ? 0 : noSocket, failures: failures + 1 };
  if (phase === 'connecting' && noSocket >= triesOfSocket)
    return andThen([linked(chat, link), { do: 'cut' }], (same) => goByHttp(same, now));
  const waiting = afresh(chat, { ...link, phase: 'waiting', by: 'socket' });
  return [waiting, { do: 'cut' }, { do: 'wake', epoch: waiting.link.epoch, in: pauseAfter(failures) }];
}
