import * as z from 'zod';
import type { ThreadEvent } from '../../message.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { readJson } from './json.ts';
import { contentsOf, messageShape } from './meta-content.ts';
import { partId } from './parts.ts';
import { ignored } from './received.ts';

/** Begins the `metadata` of every message that we send where the provider gives it back with the echo. */
export const ownMark = 'seaway:';

/**
 * Reads a webhook of Messenger (`object` is "page") or Instagram, which hold messages of many people alike; what another app
 * of the page is to answer (standby) is let be. An app has one address for all its pages: `ours` is the id of the one that the
 * account is of, where the others are to be let be too.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events
 */
export function receiveMessaging(
  request: WebhookRequest,
  { channel, object, account, ours }: { channel: string; object: string; account: string; ours?: string | undefined },
): Received {
  const body = readJson(request.body, bodyShape);
  if (body.object !== object) return ignored(body.object || 'no object');
  const received: Received = { events: [], ignored: [] };
  for (const { id, time, messaging = [], standby = [], changes = [] } of body.entry) {
    if (ours !== undefined && id !== ours) {
      received.ignored.push(`${object} of another account`);
      continue;
    }
    for (const item of messaging) {
      const read = eventsOf(item, { channel, account, own: id, time });
      if (typeof read === 'string') received.ignored.push(read);
      else received.events.push(...read);
    }
    received.ignored.push(...standby.map(() => 'standby'), ...changes.map(({ field }) => `change of ${field}`));
  }
  return received;
}

/** Milliseconds as Meta documents it; seconds and dates are seen too. */
function timeOf(time: number | string): number {
  const number = Number(time);
  if (Number.isNaN(number)) return Date.parse(String(time));
  return number < 1e12 ? number * 1000 : number;
}

const time = z.union([z.number(), z.string()]).transform(timeOf).pipe(z.int());
/** A person who is known by a plugin's `user_ref` alone has no id. */
const party = z.object({ id: z.string().min(1).optional() }).optional();

const itemShape = z.looseObject({
  sender: party,
  recipient: party,
  timestamp: time.optional(),
  message: messageShape.optional(),
  postback: z
    .object({ mid: z.string().optional(), title: z.string().optional(), payload: z.string().optional() })
    .optional(),
  delivery: z.object({ watermark: time }).optional(),
  read: z.union([z.object({ watermark: time }), z.object({ mid: z.string() })]).optional(),
  message_edit: z
    .object({ mid: z.string(), text: z.string().optional(), num_edit: z.union([z.number(), z.string()]).optional() })
    .optional(),
  reaction: z.object({ mid: z.string(), action: z.string(), emoji: z.string().optional() }).optional(),
  optin: z.object({ notification_messages_status: z.string().optional() }).optional(),
  referral: z.object({}).optional(),
});
type Item = z.infer<typeof itemShape>;

const bodyShape = z.object({
  object: z.string(),
  entry: z.array(
    z.object({
      id: z.string(),
      time: time.optional(),
      messaging: z.array(itemShape).optional(),
      standby: z.array(z.unknown()).optional(),
      changes: z.array(z.object({ field: z.string() })).optional(),
    }),
  ),
});

type Entry = { channel: string; account: string; own: string; time: number | undefined };

/** The events of an item, or what to count it as. A message that the business itself sent is an echo. */
function eventsOf(item: Item, { channel, account, own, time }: Entry): ThreadEvent[] | string {
  const ours = item.message?.is_echo === true || item.sender?.id === own;
  const sender = (ours ? item.recipient : item.sender)?.id;
  const kind = kindOf(item);
  if (sender === undefined) return `${kind} without a person`;
  const at = item.timestamp ?? time;
  if (at === undefined) return `${kind} without a time`;
  const base = { thread: { channel, account, sender }, at };
  if (item.message) return saidIn(item.message, base, ours);
  if (ours) return `${kind} of our own`;
  const id = `${kind}/${sender}/${base.at}`;
  const { postback, delivery, read, message_edit: edit, reaction, optin, referral } = item;
  if (postback) {
    const { mid, title, payload } = postback;
    const named = { ...(mid && { messageId: mid }), ...(title && { text: title }) };
    return [{ ...base, id: mid ?? id, type: 'choice', optionId: payload ?? title ?? '', ...named }];
  }
  if (delivery) return [watermark(base, delivery.watermark, 'delivered')];
  if (read) {
    if ('watermark' in read) return [watermark(base, read.watermark, 'read')];
    return [{ ...base, id: `read/${read.mid}`, type: 'receipt', messageId: read.mid, status: 'read' }];
  }
  if (edit) {
    if (!edit.text) return 'message_edit without a text';
    const content = { type: 'text', text: edit.text } as const;
    return [{ ...base, id: `edit/${edit.mid}/${edit.num_edit ?? at}`, type: 'edited', messageId: edit.mid, content }];
  }
  if (reaction) {
    const emoji = reaction.action === 'unreact' ? '' : reaction.emoji;
    if (emoji === undefined) return 'reaction without an emoji';
    const content = { type: 'reaction', messageId: reaction.mid, emoji } as const;
    const named = `reaction/${reaction.mid}/${sender}/${base.at}`;
    return [{ ...base, id: named, type: 'message', messageId: named, content }];
  }
  if (optin?.notification_messages_status === 'STOP_NOTIFICATIONS') return 'optin stopped';
  if (optin || referral) return [{ ...base, id, type: 'joined' }];
  return kind;
}

type Base = Pick<ThreadEvent, 'thread' | 'at'>;

const watermark = (base: Base, upTo: number, status: 'delivered' | 'read'): ThreadEvent => ({
  ...base,
  id: `${status}/${base.thread.sender}/${upTo}`,
  type: 'watermark',
  upTo,
  status,
});

/** A message with several files becomes an event for each; only the first has the message's own id. */
function saidIn(message: z.infer<typeof messageShape>, base: Base, ours: boolean): ThreadEvent[] | string {
  const { mid, text = '', quick_reply: pressed } = message;
  if (message.is_deleted) return [{ ...base, id: `deleted/${mid}`, type: 'deleted', messageId: mid }];
  if (message.metadata?.startsWith(ownMark)) return 'echo of our own';
  if (pressed && !ours)
    return [{ ...base, id: mid, type: 'choice', optionId: pressed.payload, messageId: mid, ...(text && { text }) }];
  const contents = contentsOf(message);
  if (contents.length === 0) return message.is_unsupported ? 'message unsupported' : `message ${typesOf(message)}`;
  return contents.map((content, index) => {
    const id = partId(mid, index);
    return { ...base, id, type: ours ? 'echoed' : 'message', messageId: id, content };
  });
}

const typesOf = ({ attachments = [] }: z.infer<typeof messageShape>) =>
  attachments.map(({ type }) => type).join(' ') || 'empty';

/** What an item tells, which is the name of its field that is neither a person nor a time. */
const kindOf = (item: Item): string =>
  Object.keys(item).find((name) => name && !['sender', 'recipient', 'timestamp'].includes(name)) ?? 'empty';
