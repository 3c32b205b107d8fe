import * as z from 'zod';
import { Permanent } from '../../errors.ts';
import type { ThreadEvent } from '../../message.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { parseForm } from '../shared/form.ts';
import { readJson, readValue } from '../shared/json.ts';
import { ignored } from '../shared/received.ts';
import { emojiOf } from './emoji.ts';
import { pressesOf } from './interaction.ts';
import { changedOf, deletedOf, type Hearing, saidOf } from './message.ts';
import { isDirect, messageIdOf, threadOf, timeOf, timeShape } from './place.ts';

/**
 * Reads what Slack posts: an event as JSON, or a press of a button as a form with a payload. Slack has no delivery or read
 * receipts and no typing to tell of.
 * https://docs.slack.dev/apis/events-api
 */
export function receive(request: WebhookRequest, account: string): Received {
  const body = jsonOf(request.body);
  const { type } = readJson(body, outerShape);
  if (type === 'block_actions') return pressesOf(body, account);
  if (type !== 'event_callback') return ignored(type);
  const callback = readJson(body, callbackShape);
  return eventsOf(callback, {
    account,
    id: callback.event_id,
    us: callback.authorizations?.find(({ is_bot }) => is_bot)?.user_id,
  });
}

const outerShape = z.object({ type: z.string().min(1) });

const callbackShape = z.object({
  event_id: z.string().min(1),
  authorizations: z.array(z.object({ user_id: z.string(), is_bot: z.boolean() })).optional(),
  event: z.looseObject({ type: z.string().min(1), subtype: z.string().optional() }),
});

const reactionShape = z.object({
  user: z.string(),
  reaction: z.string().min(1),
  item: z.object({ type: z.string(), channel: z.string().optional(), ts: z.string().optional() }),
  event_ts: timeShape,
});

/** A press comes as a form; so does a slash command, which has no payload. */
function jsonOf(body: Buffer): Buffer {
  if (body.toString('utf8', 0, 1) === '{') return body;
  const form = parseForm(body);
  const payload = form.get('payload');
  if (payload !== null) return Buffer.from(payload);
  if (form.has('command')) return Buffer.from('{"type":"slash command"}');
  throw new Permanent("the webhook's body is neither JSON nor a form with a payload");
}

function eventsOf({ event }: z.infer<typeof callbackShape>, hearing: Hearing): Received {
  const { type, subtype } = event;
  switch (type === 'message' ? `message ${subtype ?? ''}`.trim() : type) {
    case 'app_mention':
    case 'message':
    case 'message file_share':
    case 'message thread_broadcast':
    case 'message me_message':
      return saidOf(event, hearing);
    case 'message message_changed':
      return changedOf(event, hearing);
    case 'message message_deleted':
      return deletedOf(event, hearing);
    case 'reaction_added':
    case 'reaction_removed':
      return reactionOf(event, hearing);
    default:
      return ignored(subtype ? `${type} ${subtype}` : type);
  }
}

/** In a channel, Slack does not tell to which thread the message belongs that somebody reacts to. */
function reactionOf(event: { type: string }, { account, id, us }: Hearing): Received {
  const { user, reaction, item, event_ts } = readValue(event, reactionShape);
  const { channel, ts } = item;
  if (user === us) return ignored(`${event.type} of our own`);
  if (!channel || !ts || !isDirect(channel)) return ignored(`${event.type} elsewhere`);
  const emoji = event.type === 'reaction_added' ? emojiOf(reaction) : '';
  const heard: ThreadEvent = {
    id,
    type: 'message',
    thread: threadOf(account, channel, ts),
    at: timeOf(event_ts),
    messageId: id,
    content: { type: 'reaction', messageId: messageIdOf(channel, ts), emoji },
  };
  return { events: [heard], ignored: [] };
}
