import type { Heard, History, Session } from '../protocol.ts';
import type { Entry, Frame, Said, Whispered } from './entry.ts';
import { emptyTimeline, type Timeline } from './timeline.ts';

/** What the host page says of who is logged in there; `who` is its own id of them. */
export type Identity = { token: string; who: string };

/** A session as the browser keeps it: `who` was logged in when it began, `ended` says that the visitor has left. */
export type Kept = Session & { who?: string | undefined; ended?: boolean | undefined };

/** How far the visitor has read and the page has received, as the `at` of lines: as far as the business knows. */
export type Seen = { delivered: number; read: number };

/**
 * The connection. `epoch` counts its tries: what an earlier one brings is of no interest. `blocked` counts how often in a row
 * a WebSocket did not come about, `failures` how often nothing did.
 */
export type Link = {
  phase: 'off' | 'entering' | 'connecting' | 'reading' | 'live' | 'waiting' | 'refused';
  by: 'socket' | 'http';
  epoch: number;
  failures: number;
  blocked: number;
  /** How often the history was asked for news, where there is no WebSocket. */
  polls: number;
  /** The business has asked for a moment. */
  paused: boolean;
};

export type Chat = {
  timeline: Timeline;
  /** When all lines were last read: the addresses of their files are good for an hour. */
  linkedAt: number;
  /** In the order of `at`. */
  outbox: readonly Entry[];
  whispers: readonly Whispered[];
  /** The frame that waits for its answer. */
  underWay?: Frame | undefined;
  session?: Kept | undefined;
  identity?: Identity | undefined;
  link: Link;
  seen: Seen;
  /** The visitor has the conversation before their eyes. */
  looking: boolean;
  /** The visitor's message that an agent has read. */
  readByUs?: string | undefined;
  /** When somebody was last heard typing, and when the business was last told that the visitor types. */
  typingAt?: number | undefined;
  toldTypingAt?: number | undefined;
};

/** What happens to a chat. `status` is 0 where there was no answer. */
export type Happening =
  | { type: 'want' }
  | { type: 'identify'; identity: Identity | undefined }
  | { type: 'log-out' }
  | { type: 'renew' }
  | { type: 'entered'; epoch: number; session: Session; who: string | undefined }
  | { type: 'not-entered'; epoch: number; status: number }
  | { type: 'listening'; epoch: number }
  | { type: 'closed'; epoch: number }
  | { type: 'heard'; epoch: number; heard: Heard }
  | { type: 'read'; epoch: number; history: History }
  | { type: 'not-read'; epoch: number; status: number }
  | { type: 'read-earlier'; epoch: number; after: number; history: History }
  | { type: 'wake'; epoch: number }
  | { type: 'tick' }
  | { type: 'hurry' }
  | { type: 'offline' }
  | { type: 'look'; looking: boolean }
  | { type: 'say'; id: string; said: Said }
  | { type: 'type' }
  | { type: 'retry' | 'discard'; id: string }
  | { type: 'earlier' }
  /** From other tabs of the same visitor. */
  | { type: 'kept-elsewhere'; entry: Entry }
  | { type: 'dropped-elsewhere'; id: string }
  | { type: 'seen-elsewhere'; seen: Seen }
  | { type: 'session-elsewhere'; session: Kept | undefined };

/** What is to be done about it. Times are milliseconds. */
export type Deed =
  | { do: 'enter'; epoch: number; identity: Identity | undefined; resume: string | undefined; who: string | undefined }
  | { do: 'connect'; epoch: number; session: Session }
  | { do: 'read'; epoch: number; after: number | undefined }
  | { do: 'read-earlier'; epoch: number; after: number; limit: number }
  | { do: 'send'; epoch: number; frame: Frame }
  /** Asks whether the connection still holds. */
  | { do: 'ping' }
  | { do: 'cut' }
  | { do: 'wake'; epoch: number; in: number }
  | { do: 'keep'; entry: Entry }
  | { do: 'drop'; id: string }
  | { do: 'keep-session'; session: Kept | undefined }
  | { do: 'keep-seen'; seen: Seen | undefined }
  | { do: 'tell-identity-refused' };

/** A chat after something happened, and what is to be done. */
export type Next = readonly [Chat, ...Deed[]];

/** One after the other, with the deeds of both. */
export function andThen([chat, ...deeds]: Next, next: (chat: Chat) => Next): Next {
  const [after, ...more] = next(chat);
  return [after, ...deeds, ...more];
}

/** With another connection. */
export const linked = (chat: Chat, link: Partial<Link>): Chat => ({ ...chat, link: { ...chat.link, ...link } });

export const nothingSeen: Seen = { delivered: 0, read: 0 };

const nobodyThere: Link = {
  phase: 'off',
  by: 'socket',
  epoch: 0,
  failures: 0,
  blocked: 0,
  polls: 0,
  paused: false,
};

/** As the browser has kept it. What was said before the page was loaded is said by this tab now: no other may be there. */
export const newChat = (kept: {
  session: Kept | undefined;
  seen: Seen | undefined;
  outbox: readonly Entry[];
}): Chat => ({
  timeline: emptyTimeline,
  linkedAt: 0,
  outbox: [...kept.outbox].sort((one, other) => one.at - other.at),
  whispers: [],
  session: kept.session,
  link: nobodyThere,
  seen: kept.seen ?? nothingSeen,
  looking: false,
});
