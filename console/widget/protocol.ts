import type { Content } from '../../lib/message.ts';
import { type Guard, isFlag, isList, isMaybe, isNumber, isOneOf, isShape, isText, isWord } from './guards.ts';

/** What docs/channels/webchat-protocol.md has of what comes from the server, as far as the widget needs it. */

export type Session = { token: string; sender: string; expiresAt: number; socket: string };
export const isSession: Guard<Session> = isShape({
  token: isText,
  sender: isText,
  expiresAt: isNumber,
  socket: isText,
});

const isContent: Guard<Content> = isOneOf(
  isShape({ type: isWord('text'), text: isText }),
  isShape({
    type: isWord('media'),
    url: isText,
    mediaType: isText,
    name: isMaybe(isText),
    caption: isMaybe(isText),
    withheld: isMaybe(isText),
  }),
  isShape({
    type: isWord('location'),
    latitude: isNumber,
    longitude: isNumber,
    name: isMaybe(isText),
    address: isMaybe(isText),
  }),
  isShape({ type: isWord('choices'), text: isText, options: isList(isShape({ id: isText, text: isText })) }),
  isShape({ type: isWord('reaction'), messageId: isText, emoji: isText }),
  isShape({ type: isWord('contact'), name: isText, phones: isList(isText), emails: isList(isText) }),
);

const said = { line: isNumber, at: isNumber, by: isMaybe(isText), content: isContent };

/** A line of the history. */
export type Line = {
  id?: string | undefined;
  line: number;
  at: number;
  by?: string | undefined;
  from: 'customer' | 'business';
  content: Content;
  edited?: boolean | undefined;
  deleted?: boolean | undefined;
};
const isLine: Guard<Line> = isShape({
  ...said,
  id: isMaybe(isText),
  from: isWord('customer', 'business'),
  edited: isMaybe(isFlag),
  deleted: isMaybe(isFlag),
});

export type History = { lines: Line[]; last: number; more: boolean };
const isHistory = isShape({
  lines: (raw: unknown): raw is unknown[] => Array.isArray(raw),
  last: isNumber,
  more: isFlag,
});

/** The history as it was answered, without the lines of a kind that this widget is too old for. */
export const historyOf = (raw: unknown): History | undefined =>
  isHistory(raw) ? { ...raw, lines: raw.lines.filter(isLine) } : undefined;

export type Upload = { url: string; key: string; headers: Record<string, string> };
export const isUpload: Guard<Upload> = isShape({
  url: isText,
  key: isText,
  headers: (raw: unknown): raw is Record<string, string> =>
    typeof raw === 'object' && raw !== null && Object.values(raw).every(isText),
});

const isPush = isShape({
  ...said,
  type: isWord('message'),
  id: isText,
  part: isMaybe(isNumber),
  parts: isMaybe(isNumber),
});
export type Push = Guarded<typeof isPush>;

/** What is heard on a connection. */
export const isHeard = isOneOf(
  isPush,
  isShape({ type: isWord('pong') }),
  isShape({ type: isWord('taken'), id: isText }),
  isShape({ type: isWord('refused'), id: isMaybe(isText), status: isNumber, reason: isText }),
  isShape({ type: isWord('typing') }),
  isShape({ type: isWord('read'), messageId: isText }),
);
export type Heard = Guarded<typeof isHeard>;

type Guarded<Known> = Known extends Guard<infer Kind> ? Kind : never;
