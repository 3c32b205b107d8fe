import * as z from 'zod';
import type { Content, Proof, ThreadEvent } from '../../message.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { readJson } from '../shared/json.ts';

/** Reads an update, which is one event of one chat: https://core.telegram.org/bots/api#update */
export function receive(request: WebhookRequest, account: string): Received {
  const update = readJson(request.body, updateShape);
  const happened = { id: String(update.update_id), account };
  const { message, edited_message: edited, callback_query: pressed, my_chat_member: member } = update;
  const event =
    (message && saidOf(message, happened)) ??
    (edited && editedOf(edited, happened)) ??
    (pressed && choiceOf(pressed, happened)) ??
    (member && memberOf(member, happened));
  return event ? { events: [event], ignored: [] } : { events: [], ignored: [nameOf(update)] };
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
const point = z.object({ latitude: z.number(), longitude: z.number() });
const file = z.object({ file_id: z.string(), mime_type: z.string().optional(), file_name: z.string().optional() });
const photo = z.object({ file_id: z.string(), width: z.int(), height: z.int() });
const sticker = z.object({
  file_id: z.string(),
  is_animated: z.boolean(),
  is_video: z.boolean(),
  emoji: z.string().optional(),
});

const messageShape = z.object({
  message_id: z.int(),
  date: z.int(),
  edit_date: z.int().optional(),
  chat,
  from: user.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: z.array(photo).optional(),
  document: file.optional(),
  voice: file.optional(),
  audio: file.optional(),
  video: file.optional(),
  video_note: file.optional(),
  sticker: sticker.optional(),
  venue: z.object({ location: point, title: z.string(), address: z.string() }).optional(),
  location: point.optional(),
  contact: z.object({ phone_number: z.string(), user_id: z.int().optional() }).optional(),
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

const memberShape = z.object({ chat, from: user, date: z.int(), new_chat_member: z.object({ status: z.string() }) });

const updateShape = z.looseObject({
  update_id: z.int(),
  message: messageShape.optional(),
  edited_message: messageShape.optional(),
  callback_query: pressedShape.optional(),
  my_chat_member: memberShape.optional(),
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
    messageId: `${message.chat.id}:${message.message_id}`,
    ...(text && { text }),
    replyWith: { token: id, until: at + callbackLives },
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

function contentOf(message: Message): Content | undefined {
  const { text, venue, location, contact } = message;
  if (text !== undefined) return { type: 'text', text };
  if (venue) return { type: 'location', ...venue.location, name: venue.title, address: venue.address };
  if (location) return { type: 'location', ...location };
  if (contact) return { type: 'text', text: contact.phone_number };
  return mediaOf(message);
}

function mediaOf(message: Message): Content | undefined {
  const { photo, sticker, voice, audio, video, video_note: round, document } = message;
  const largest = photo?.reduce((one, other) => (other.width * other.height > one.width * one.height ? other : one));
  if (largest) return mediaContent(largest, 'image/jpeg', message.caption);
  if (sticker) return mediaContent(sticker, stickerType(sticker), sticker.emoji);
  if (voice) return mediaContent(voice, 'audio/ogg', message.caption);
  if (audio) return mediaContent(audio, 'audio/mpeg', message.caption);
  const moving = video ?? round;
  if (moving) return mediaContent(moving, 'video/mp4', message.caption);
  return document && mediaContent(document, 'application/octet-stream', message.caption);
}

/** The address of a file holds the bot's token, so only its id leaves this folder. */
function mediaContent(file: { file_id: string; mime_type?: string; file_name?: string }, usual: string, said?: string) {
  const media = { type: 'media' as const, url: `telegram:${file.file_id}`, mediaType: file.mime_type ?? usual };
  return { ...media, ...(file.file_name && { name: file.file_name }), ...(said && { caption: said }) };
}

function stickerType({ is_animated, is_video }: z.infer<typeof sticker>): string {
  if (is_animated) return 'application/x-tgsticker';
  return is_video ? 'video/webm' : 'image/webp';
}

/** The type of an update, which is the name of its other field. */
function nameOf(update: z.infer<typeof updateShape>): string {
  const type = Object.keys(update).find((name) => name !== 'update_id') || 'empty';
  return Object.hasOwn(updateShape.shape, type) ? `${type} of another kind` : type;
}
