import * as z from 'zod';
import type { Proof, ThreadEvent } from '../../message.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { readJson } from '../shared/json.ts';
import { receivedOf } from '../shared/received.ts';
import { contentOf, contentShape } from './content.ts';

/** Reads an update, which is one event of one chat: https://core.telegram.org/bots/api#update */
export function receive(request: WebhookRequest, account: string): Received {
  const update = readJson(request.body, updateShape);
  const happened = { id: String(update.update_id), account };
  const { message, edited_message: edited, callback_query: pressed, my_chat_member: member } = update;
  const { message_reaction: reacted } = update;
  const event =
    (message && (saidOf(message, happened) ?? movedOf(message, happened))) ??
    (edited && editedOf(edited, happened)) ??
    (pressed && choiceOf(pressed, happened)) ??
    (member && memberOf(member, happened)) ??
    (reacted && reactionOf(reacted, happened));
  return receivedOf(event ? [event] : [], nameOf(update));
}

type Happened = { id: string; account: string };

/** Telegram does not say for how long a pressed button waits for our answer; its spinner is gone after about this. */
const callbackLives = 30_000;

const user = z.object({
  id: z.int(),
  first_name: z.string(),
  last_name: z.string().optional(),
  language_code: z.string().optional(),
});
const chat = z.object({ id: z.int(), type: z.string(), title: z.string().optional() });
const messageShape = contentShape.extend({
  message_id: z.int(),
  date: z.int(),
  edit_date: z.int().optional(),
  chat,
  from: user.optional(),
  migrate_from_chat_id: z.int().optional(),
});
type Message = z.infer<typeof messageShape>;

const button = z.object({ text: z.string(), callback_data: z.string().optional() });
const pressedShape = z.object({
  id: z.string(),
  from: user,
  data: z.string().optional(),
  message: z
    .object({
      message_id: z.int(),
      chat,
      reply_markup: z.object({ inline_keyboard: z.array(z.array(button)) }).optional(),
    })
    .optional(),
});

const reactionShape = z.object({
  chat,
  message_id: z.int(),
  user: user.optional(),
  date: z.int(),
  new_reaction: z.array(z.object({ type: z.string(), emoji: z.string().optional() })),
});

const memberShape = z.object({ chat, from: user, date: z.int(), new_chat_member: z.object({ status: z.string() }) });

const updateShape = z.looseObject({
  update_id: z.int(),
  message: messageShape.optional(),
  edited_message: messageShape.optional(),
  callback_query: pressedShape.optional(),
  my_chat_member: memberShape.optional(),
  message_reaction: reactionShape.optional(),
});

function saidOf(message: Message, happened: Happened): ThreadEvent | undefined {
  const content = contentOf(message);
  if (!content) return undefined;
  const base = { ...baseOf(message, happened), at: message.date * 1000, ...proofOf(message) };
  return { ...base, type: 'message', messageId: `${message.chat.id}:${message.message_id}`, content };
}

function editedOf(message: Message, happened: Happened): ThreadEvent | undefined {
  const content = contentOf(message);
  if (!content) return undefined;
  const base = { ...baseOf(message, happened), at: (message.edit_date ?? message.date) * 1000 };
  return { ...base, type: 'edited', messageId: `${message.chat.id}:${message.message_id}`, content };
}

/** A group that became a supergroup has a new id, and tells in it which one it had. */
function movedOf(message: Message, happened: Happened): ThreadEvent | undefined {
  const { migrate_from_chat_id: formerly, date } = message;
  if (formerly === undefined) return undefined;
  return { ...baseOf(message, happened), type: 'moved', at: date * 1000, formerly: String(formerly) };
}

/** A press states no time, so `at` is its arrival. One without a message belongs to inline mode, which we do not use. */
function choiceOf(pressed: z.infer<typeof pressedShape>, happened: Happened): ThreadEvent | undefined {
  const { id, from, data, message } = pressed;
  if (!message || data === undefined) return undefined;
  const at = Date.now();
  const text = message.reply_markup?.inline_keyboard.flat().find(({ callback_data }) => callback_data === data)?.text;
  return {
    ...baseOf({ chat: message.chat, from }, happened),
    type: 'choice',
    at,
    optionId: data,
    ...(text && { text }),
    replyWith: { token: id, until: at + callbackLives },
  };
}

/** The newest of a person's reactions counts; one of a picture instead of an emoji cannot be told. */
function reactionOf(reacted: z.infer<typeof reactionShape>, happened: Happened): ThreadEvent | undefined {
  const { chat, message_id, user: from, date, new_reaction: reactions } = reacted;
  const emoji = reactions.length > 0 ? reactions.findLast(({ type }) => type === 'emoji')?.emoji : '';
  if (emoji === undefined) return undefined;
  return {
    ...baseOf({ chat, from }, happened),
    type: 'message',
    at: date * 1000,
    messageId: `reaction:${happened.id}`,
    content: { type: 'reaction', messageId: `${chat.id}:${message_id}`, emoji },
  };
}

const memberships = new Map<string, 'joined' | 'left'>([
  ['member', 'joined'],
  ['administrator', 'joined'],
  ['kicked', 'left'],
  ['left', 'left'],
]);

/** The bot's own standing in the chat; in a private one, `kicked` is a person who blocked us. */
function memberOf(member: z.infer<typeof memberShape>, happened: Happened): ThreadEvent | undefined {
  const type = memberships.get(member.new_chat_member.status);
  return type && { ...baseOf(member, happened), at: member.date * 1000, type };
}

/** The chat is who we talk to: a person in private, else the whole group, which has a title and no language. */
function baseOf({ chat, from }: Pick<Message, 'chat' | 'from'>, { id, account }: Happened) {
  const thread = { channel: 'telegram', account, sender: String(chat.id) };
  if (chat.type !== 'private' || !from) return { id, thread, ...(chat.title && { profile: { name: chat.title } }) };
  const name = [from.first_name, from.last_name].filter(Boolean).join(' ');
  return { id, thread, profile: { name, ...(from.language_code && { language: from.language_code }) } };
}

/** A shared contact proves a phone only where it is the sender's own, and the number is written in full. */
function proofOf({ chat, from, contact }: Message): { proves?: Proof[] } {
  if (!contact || !from || chat.type !== 'private' || contact.user_id !== from.id) return {};
  const digits = /^\+?([1-9]\d{6,14})$/.exec(contact.phone_number.replace(/[\s()-]/g, ''))?.[1];
  return digits ? { proves: [`phone:+${digits}`] } : {};
}

/** The type of an update, which is the name of its other field. */
function nameOf(update: z.infer<typeof updateShape>): string {
  const type = Object.keys(update).find((name) => name !== 'update_id') || 'empty';
  return Object.hasOwn(updateShape.shape, type) ? `${type} of another kind` : type;
}
