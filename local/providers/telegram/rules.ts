import * as z from 'zod';

const chat = z.string().regex(/^-?\d+$/, 'chat not found');
const button = z.strictObject({
  text: z.string().trim().min(1, 'text buttons must be non-empty'),
  callback_data: z.string().refine((data) => data && Buffer.byteLength(data) <= 64, 'BUTTON_DATA_INVALID'),
});
const keyboard = z.strictObject({ inline_keyboard: z.array(z.array(button).min(1).max(8)).min(1).max(100) });

const file = z.string().regex(/^(https?:\/\/.+|[\w-]+)$/, 'wrong file identifier/HTTP URL specified');
const caption = z.string().max(1024, 'message caption is too long').optional();
/** As it is given, without a variation selector: https://core.telegram.org/bots/api#reactiontypeemoji */
const emoji = z.string().refine((given) => given && !given.includes('\u{fe0f}'), 'REACTION_INVALID');
const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);

/** The methods that we call and what they take: https://core.telegram.org/bots/api#available-methods */
export const methods = {
  sendMessage: z.strictObject({
    chat_id: chat,
    text: z.string().max(4096, 'message is too long').regex(/\S/, 'message text is empty'),
    reply_markup: keyboard.optional(),
  }),
  sendPhoto: z.strictObject({ chat_id: chat, photo: file, caption }),
  sendVoice: z.strictObject({ chat_id: chat, voice: file, caption }),
  sendAudio: z.strictObject({ chat_id: chat, audio: file, caption }),
  sendVideo: z.strictObject({ chat_id: chat, video: file, caption }),
  sendDocument: z.strictObject({ chat_id: chat, document: file, caption }),
  sendLocation: z.strictObject({ chat_id: chat, latitude, longitude }),
  sendVenue: z.strictObject({
    chat_id: chat,
    latitude,
    longitude,
    title: z.string().min(1),
    address: z.string().min(1),
  }),
  sendSticker: z.strictObject({ chat_id: chat, sticker: file }),
  sendContact: z.strictObject({
    chat_id: chat,
    phone_number: z.string().min(1),
    first_name: z.string().min(1),
    vcard: z.string().max(2048).optional(),
  }),
};

/** The methods that send nothing. */
export const actions = {
  getFile: z.strictObject({ file_id: z.string() }),
  answerCallbackQuery: z.strictObject({ callback_query_id: z.string() }),
  sendChatAction: z.strictObject({ chat_id: chat, action: z.literal('typing') }),
  setMessageReaction: z.strictObject({
    chat_id: chat,
    message_id: z.int(),
    reaction: z.array(z.strictObject({ type: z.literal('emoji'), emoji })).max(1, 'REACTIONS_TOO_MANY'),
  }),
};

/** What any of the methods may have been given, once it has passed its own rule. */
export const sendParameters = z.object({
  chat_id: chat,
  text: z.string().optional(),
  caption,
  title: z.string().optional(),
  address: z.string().optional(),
  latitude: latitude.optional(),
  longitude: longitude.optional(),
  photo: file.optional(),
  voice: file.optional(),
  audio: file.optional(),
  video: file.optional(),
  document: file.optional(),
  sticker: file.optional(),
  phone_number: z.string().optional(),
  first_name: z.string().optional(),
  reply_markup: keyboard.optional(),
});
export type SendParameters = z.infer<typeof sendParameters>;
