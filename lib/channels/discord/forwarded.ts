import * as z from 'zod';
import type { ThreadEvent } from '../../message.ts';
import type { Received } from '../channel.ts';
import { readValue } from '../shared/json.ts';
import { partId } from '../shared/parts.ts';
import { ignored, receivedOf } from '../shared/received.ts';
import { messageContents, messageShape } from './content.ts';
import { inChannel } from './place.ts';
import { hour, snowflake } from './time.ts';
import { profileOf, userShape } from './user.ts';

/**
 * What the relay forwards: an event of the Gateway, its number in the session, when it arrived (epoch milliseconds) and the
 * person whose direct messages it is of. https://docs.discord.com/developers/events/gateway-events
 */
export const forwardedShape = z.object({
  t: z.string().min(1),
  s: z.int(),
  session: z.string(),
  at: z.int(),
  user: z.string().min(1),
  d: z.unknown(),
});
export type Forwarded = z.infer<typeof forwardedShape>;

type Happened = { id: string; at: number; thread: ThreadEvent['thread'] };

/** Reads one event; a direct message of several files is several events. */
export function receiveForwarded({ d, t, s, session, at, user }: Forwarded, account: string): Received {
  const reader = readers.get(t);
  if (!reader) return ignored(t);
  // Most events have a name of their own; others are known by their number, which is the same after a resume.
  const happened = { id: `${session}/${s}`, at, thread: { channel: 'discord', account, sender: user } };
  return receivedOf(reader(d, happened), `${t} of another kind`);
}

const messageEventShape = z.object({
  ...messageShape,
  id: snowflake,
  channel_id: z.string(),
  type: z.int().optional(),
  timestamp: hour.optional(),
  edited_timestamp: z.string().nullish(),
  author: userShape.optional(),
});

const deletedShape = z.object({ id: z.string() });
const reactionShape = z.object({
  message_id: z.string(),
  emoji: z.object({ id: z.string().nullish(), name: z.string().nullish() }),
});
const typingShape = z.object({ timestamp: z.int() });

const readers = new Map<string, (d: unknown, happened: Happened) => ThreadEvent[]>([
  ['MESSAGE_CREATE', said],
  ['MESSAGE_UPDATE', edited],
  ['MESSAGE_DELETE', deleted],
  ['MESSAGE_REACTION_ADD', (d, happened) => reacted(d, happened, emojiOf)],
  ['MESSAGE_REACTION_REMOVE', (d, happened) => reacted(d, happened, () => '')],
  ['TYPING_START', typing],
]);

/** Ordinary messages and replies; the others are Discord's own notices, such as of a pinned message. */
const spoken = new Set([undefined, 0, 19]);

function said(d: unknown, happened: Happened): ThreadEvent[] {
  const message = readValue(d, messageEventShape);
  if (!spoken.has(message.type)) return [];
  const { id, timestamp: at = happened.at, channel_id: channel, author } = message;
  const base = { ...happened, at, ...(author && { profile: profileOf(author) }), replyWith: inChannel(channel) };
  return messageContents(message).map((content, index) => {
    const messageId = partId(id, index);
    return { ...base, type: 'message', id: messageId, messageId, content };
  });
}

/** Discord updates a message also to show what is behind an address in it, and nobody edited it then. */
function edited(d: unknown, happened: Happened): ThreadEvent[] {
  const { edited_timestamp: when, ...message } = readValue(d, messageEventShape);
  const [content] = messageContents(message);
  if (!when || !content) return [];
  return [{ ...happened, type: 'edited', id: `${message.id}/edited/${when}`, messageId: message.id, content }];
}

function deleted(d: unknown, happened: Happened): ThreadEvent[] {
  const { id } = readValue(d, deletedShape);
  return [{ ...happened, type: 'deleted', id: `${id}/deleted`, messageId: id }];
}

type Reaction = z.infer<typeof reactionShape>;

function reacted(d: unknown, happened: Happened, emojiIn: (reaction: Reaction) => string): ThreadEvent[] {
  const reaction = readValue(d, reactionShape);
  const content = { type: 'reaction' as const, messageId: reaction.message_id, emoji: emojiIn(reaction) };
  return [{ ...happened, type: 'message', messageId: happened.id, content }];
}

/** One of a server's own making is told by its name; without one it is gone since. */
const emojiOf = ({ emoji: { id, name } }: Reaction) => (id ? `:${name ?? 'emoji'}:` : (name ?? ''));

function typing(d: unknown, happened: Happened): ThreadEvent[] {
  const { timestamp } = readValue(d, typingShape);
  return [{ ...happened, type: 'typing', id: `${happened.thread.sender}/typing/${timestamp}`, at: timestamp * 1000 }];
}
