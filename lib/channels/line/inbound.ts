import * as z from 'zod';
import type { ThreadEvent } from '../../message.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { misfit, readJson } from '../shared/json.ts';
import { contentOf, messageShape } from './content.ts';

/**
 * Reads the events of a body, which may be many people's or none's: LINE's Verify button sends an empty list.
 * https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects
 */
export function receive(request: WebhookRequest, account: string): Received {
  const received: Received = { events: [], ignored: [] };
  for (const raw of readJson(request.body, bodyShape).events) {
    const event = readEvent(raw);
    if (event) received.events.push(eventOf(event, account));
    else received.ignored.push(nameOf(raw));
  }
  return received;
}

/** LINE does not say how long a reply token lives; about a minute is what is seen, less the time our answer travels. */
const replyTokenLives = 50_000;

const bodyShape = z.object({ events: z.array(z.looseObject({ type: z.string().min(1) })) });

const sourceShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('user'), userId: z.string() }),
  z.object({ type: z.literal('group'), groupId: z.string() }),
  z.object({ type: z.literal('room'), roomId: z.string() }),
]);

const happened = {
  // A standby event belongs to another module of the account, and we must not answer it.
  mode: z.literal('active'),
  timestamp: z.int(),
  webhookEventId: z.string(),
  source: sourceShape,
  replyToken: z.string().optional(),
};

const eventShape = z.discriminatedUnion('type', [
  z.object({ ...happened, type: z.enum(['message', 'messageEdited']), message: messageShape }),
  z.object({ ...happened, type: z.literal('postback'), postback: z.object({ data: z.string() }) }),
  z.object({ ...happened, type: z.literal('unsend'), unsend: z.object({ messageId: z.string() }) }),
  z.object({ ...happened, type: z.enum(['follow', 'unfollow', 'join', 'leave']) }),
]);

type LineEvent = z.infer<typeof eventShape>;

/** The event, or undefined where its type, its mode or its message's type is none that we answer. */
function readEvent(raw: unknown): LineEvent | undefined {
  const read = eventShape.safeParse(raw);
  if (read.success) return read.data;
  if (read.error.issues.some(({ path }) => path.at(-1) === 'type' || path.at(-1) === 'mode')) return undefined;
  throw misfit(read.error);
}

function eventOf(event: LineEvent, account: string): ThreadEvent {
  const { webhookEventId: id, timestamp: at, replyToken } = event;
  const base = {
    id,
    at,
    thread: { channel: 'line', account, sender: senderOf(event.source) },
    ...(replyToken && { replyWith: { token: replyToken, until: at + replyTokenLives } }),
  };
  switch (event.type) {
    case 'message':
      return { ...base, type: 'message', messageId: event.message.id, content: contentOf(event.message) };
    case 'messageEdited':
      return { ...base, type: 'edited', messageId: event.message.id, content: contentOf(event.message) };
    case 'postback':
      return { ...base, type: 'choice', optionId: event.postback.data };
    case 'unsend':
      return { ...base, type: 'deleted', messageId: event.unsend.messageId };
    default:
      return { ...base, type: event.type === 'follow' || event.type === 'join' ? 'joined' : 'left' };
  }
}

/** A group or a room is one conversation of its own; LINE's prefixes (U, C, R) keep the ids apart and all can be pushed to. */
function senderOf(source: z.infer<typeof sourceShape>): string {
  switch (source.type) {
    case 'user':
      return source.userId;
    case 'group':
      return source.groupId;
    case 'room':
      return source.roomId;
  }
}

/** What is counted as ignored: the event's type, and the message's or the mode where that is why. */
function nameOf(raw: { type: string; [name: string]: unknown }): string {
  if (raw.mode === 'standby') return `${raw.type} in standby`;
  const { message } = typedShape.safeParse(raw).data ?? {};
  return message ? `${raw.type} ${message.type}` : raw.type;
}

const typedShape = z.object({ message: z.object({ type: z.string() }).optional() });
