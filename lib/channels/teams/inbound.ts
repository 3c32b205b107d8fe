import * as z from 'zod';
import type { ThreadEvent } from '../../message.ts';
import { day, type Received, type WebhookRequest } from '../channel.ts';
import { readJson, readValue } from '../shared/json.ts';
import { ignored, receivedOf } from '../shared/received.ts';
import { contentsOf, saidShape } from './content.ts';
import { optionOf } from './invoke.ts';
import { emojiOf } from './reaction.ts';
import { messageIdOf } from './service.ts';

/**
 * Reads an activity, which is of one conversation: a chat with one person or with several, or one thread of a channel.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
 */
export function receive(request: WebhookRequest, account: string): Received {
  const raw = readJson(request.body, outerShape);
  if (raw.channelId !== 'msteams') return ignored(`${raw.type} of ${raw.channelId}`);
  if (!heard.has(raw.type)) return ignored(raw.type);
  const activity = readValue(raw, activityShape);
  return receivedOf(eventsOf(activity, baseOf(activity, account)), nameOf(activity));
}

/** For how long, in milliseconds, a conversation is answered by the service that spoke for it: it hardly ever changes. */
const serviceLives = 365 * day;

const heard = new Set([
  'message',
  'messageUpdate',
  'messageDelete',
  'messageReaction',
  'installationUpdate',
  'typing',
  'invoke',
  'event',
]);

const outerShape = z.looseObject({ type: z.string().min(1), channelId: z.string().min(1) });

const reactions = z.array(z.object({ type: z.string().min(1) })).optional();

const activityShape = saidShape.extend({
  type: z.string(),
  id: z.string().min(1),
  timestamp: z.string().refine((time) => !Number.isNaN(Date.parse(time)), 'is no time'),
  serviceUrl: z.string().min(1),
  conversation: z.object({
    id: z.string().min(1),
    conversationType: z.string().optional(),
    name: z.string().nullish(),
  }),
  from: z.object({ name: z.string().nullish() }).optional(),
  recipient: z.object({ id: z.string() }),
  locale: z.string().optional(),
  name: z.string().optional(),
  action: z.string().optional(),
  value: z.unknown().optional(),
  replyToId: z.string().optional(),
  reactionsAdded: reactions,
  reactionsRemoved: reactions,
});
type Activity = z.infer<typeof activityShape>;

/** An edited or a deleted message keeps its id, so that only the time tells such an activity from the message. */
function baseOf({ type, id, timestamp, serviceUrl, conversation, from, locale }: Activity, account: string) {
  const at = Date.parse(timestamp);
  const messageId = messageIdOf(conversation.id, id);
  const personal = conversation.conversationType === 'personal';
  const name = personal ? from?.name : conversation.name;
  const profile = { ...(name && { name }), ...(personal && locale && { language: locale }) };
  return {
    id: type === 'message' ? messageId : `${messageId}/${type}/${timestamp}`,
    thread: { channel: 'teams', account, sender: conversation.id },
    at,
    ...(Object.keys(profile).length > 0 && { profile }),
    replyWith: { token: serviceUrl, until: at + serviceLives, reusable: true },
  };
}
type Base = ReturnType<typeof baseOf>;

function eventsOf(activity: Activity, base: Base): ThreadEvent[] {
  const messageId = messageIdOf(activity.conversation.id, activity.id);
  switch (activity.type) {
    case 'message':
      return saidOf(activity, base, messageId);
    case 'messageUpdate':
      return contentsOf(activity, activity.recipient.id)
        .slice(0, 1)
        .map((content) => ({ ...base, type: 'edited', messageId, content }));
    case 'messageDelete':
      return [{ ...base, type: 'deleted', messageId }];
    case 'messageReaction':
      return reactionOf(activity, base);
    case 'installationUpdate':
      return installedOf(activity, base);
    case 'typing':
      return [{ ...base, type: 'typing' }];
    case 'invoke':
      return activity.name === 'adaptiveCard/action' ? choiceOf(activity, base) : [];
    default:
      return readOf(activity, base);
  }
}

/** A press of a button is a message without text, of which the value is what we gave the button. */
function saidOf(activity: Activity, base: Base, messageId: string): ThreadEvent[] {
  const pressed = choiceOf(activity, base);
  if (pressed.length > 0) return pressed;
  return contentsOf(activity, activity.recipient.id).map((content, index) => {
    const more = index === 0 ? '' : `#${index + 1}`;
    return { ...base, id: base.id + more, type: 'message', messageId: messageId + more, content };
  });
}

function choiceOf({ value }: Activity, base: Base): ThreadEvent[] {
  const optionId = optionOf(value);
  return optionId === undefined ? [] : [{ ...base, type: 'choice', optionId }];
}

/** One person may have several reactions to a message: the newest counts, and taking any back takes it back. */
function reactionOf(
  { reactionsAdded, reactionsRemoved, replyToId, conversation }: Activity,
  base: Base,
): ThreadEvent[] {
  const added = reactionsAdded?.at(-1);
  if (!replyToId || (!added && !reactionsRemoved?.length)) return [];
  const emoji = added ? emojiOf(added.type) : '';
  const content = { type: 'reaction' as const, messageId: messageIdOf(conversation.id, replyToId), emoji };
  return [{ ...base, type: 'message', messageId: base.id, content }];
}

/** In a team, the app is installed for all of it, which is none of the threads that we answer in. */
function installedOf({ action = '', conversation }: Activity, base: Base): ThreadEvent[] {
  if (conversation.conversationType === 'channel') return [];
  if (action === 'add') return [{ ...base, type: 'joined' }];
  return action === 'remove' ? [{ ...base, type: 'left' }] : [];
}

const readShape = z.object({ lastReadMessageId: z.string().regex(/^\d{13}$/) });

/** Teams' ids of messages are the times at which they came, in epoch milliseconds. */
function readOf({ name, value }: Activity, base: Base): ThreadEvent[] {
  if (name !== 'application/vnd.microsoft.readReceipt') return [];
  return [{ ...base, type: 'watermark', upTo: Number(readValue(value, readShape).lastReadMessageId), status: 'read' }];
}

/** What is counted as ignored: the type, and what else makes out what it is. */
const nameOf = ({ type, name, action }: Activity) => [type, name ?? action].filter(Boolean).join(' ');
