import * as z from 'zod';
import type { Http } from '../../http.ts';
import type { Content, OutboundMessage, ReplyWith, Signal } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { buttonsOf, isWeb, textOf } from '../shared/fallback.ts';
import { readAnswer } from '../shared/json.ts';
import { messagesOf } from '../shared/split-text.ts';
import { contactCall } from './contact.ts';
import { reactionCall } from './reaction.ts';

type Account = { botToken: string };
type Call = { method: string; parameters: Record<string, unknown> };

/**
 * Sends by the Bot API, a long text as several messages. Telegram knows no idempotency key: a retry starts at the first
 * part again, as a part said twice is better than one never said.
 * https://core.telegram.org/bots/api#available-methods
 */
export async function send(message: OutboundMessage, account: Account, http: Http): Promise<Receipt> {
  if (message.replyWith) await answerPress(message.replyWith, account, http);
  const receipts: Receipt[] = [];
  let chat = message.thread.sender;
  for (const call of callsOf(message.content)) {
    const sent = await post(call, chat, account, http);
    chat = sent.chat;
    receipts.push(sent.receipt);
  }
  return receipts[0] ?? {};
}

/** Shows for five seconds, or until our next message, that we type. Throws as `send` does. */
export async function signal({ type, thread }: Signal, account: Account, http: Http): Promise<void> {
  if (type === 'typing')
    await post({ method: 'sendChatAction', parameters: { action: 'typing' } }, thread.sender, account, http);
}

/** Ends the spinner on the button that was pressed. Best effort: a press too old, or answered before, takes nothing away. */
async function answerPress({ token, until }: ReplyWith, { botToken }: Account, http: Http): Promise<void> {
  if (until <= Date.now()) return;
  await request({ method: 'answerCallbackQuery', parameters: { callback_query_id: token } }, botToken, http).catch(
    () => {},
  );
}

function callsOf(content: Content): Call[] {
  switch (content.type) {
    case 'media':
      return mediaCalls(content);
    case 'location':
      return [locationCall(content)];
    case 'choices':
      return choiceCalls(content);
    case 'reaction':
      return one(reactionCall(content), content);
    case 'contact':
      return one(contactCall(content), content);
    default:
      return texts(textOf(content));
  }
}

/** What Telegram cannot take as it is, is told in text. */
const one = (call: Call | undefined, content: Content): Call[] => (call ? [call] : texts(textOf(content)));

const texts = (text: string): Call[] =>
  messagesOf(text, 4096).map((part) => ({ method: 'sendMessage', parameters: { text: part } }));

function mediaCalls(content: Extract<Content, { type: 'media' }>): Call[] {
  const media = mediaCall(content.url, content.mediaType);
  if (!media) return texts(textOf(content));
  const { caption } = content;
  if (!caption?.trim()) return [media];
  if (caption.length > 1024 || media.method === 'sendSticker') return [media, ...texts(caption)];
  return [{ ...media, parameters: { ...media.parameters, caption } }];
}

/** How a kind of media goes out, by the id of a file Telegram has, or by an address that it fetches. */
function mediaCall(url: string, mediaType: string): Call | undefined {
  const known = url.startsWith('telegram:');
  const from = known ? url.slice('telegram:'.length) : url;
  if (!known && !isWeb(url)) return undefined;
  switch (mediaType) {
    case 'image/jpeg':
    case 'image/png':
      return { method: 'sendPhoto', parameters: { photo: from } };
    case 'audio/ogg':
      return { method: 'sendVoice', parameters: { voice: from } };
    case 'audio/mpeg':
    case 'audio/mp4':
      return { method: 'sendAudio', parameters: { audio: from } };
    case 'image/webp':
      return { method: 'sendSticker', parameters: { sticker: from } };
    case 'application/x-tgsticker':
    case 'video/webm':
      return known ? { method: 'sendSticker', parameters: { sticker: from } } : undefined;
    case 'video/mp4':
      return { method: 'sendVideo', parameters: { video: from } };
    default: {
      // Of other documents, Telegram fetches only these by address.
      const fetched = ['application/pdf', 'application/zip', 'image/gif'].includes(mediaType);
      return known || fetched ? { method: 'sendDocument', parameters: { document: from } } : undefined;
    }
  }
}

function locationCall({ latitude, longitude, name, address }: Extract<Content, { type: 'location' }>): Call {
  if (!name || !address) return { method: 'sendLocation', parameters: { latitude, longitude } };
  return { method: 'sendVenue', parameters: { latitude, longitude, title: name, address } };
}

/** Buttons hang on the last part; where an option's id is more than the 64 bytes Telegram carries, all are told in text. */
function choiceCalls(content: Extract<Content, { type: 'choices' }>): Call[] {
  const fits = content.options.every(({ id, text }) => id && Buffer.byteLength(id) <= 64 && text.trim());
  const { text, options } = buttonsOf(content, fits ? 100 : 0);
  const calls = texts(text);
  const last = calls.at(-1);
  const rows = options.map(({ id, text }) => [{ text, callback_data: id }]);
  if (last && rows.length > 0) last.parameters.reply_markup = { inline_keyboard: rows };
  return calls;
}

const answerShape = z.object({
  result: z.object({ message_id: z.int(), chat: z.object({ id: z.int() }) }).optional(),
  description: z.string().optional(),
  parameters: z.object({ retry_after: z.number().optional(), migrate_to_chat_id: z.int().optional() }).optional(),
});

/** Also gives the chat that took the message: a group that became a supergroup has a new id, which Telegram tells once asked. */
async function post(
  call: Call,
  chat: string,
  account: Account,
  http: Http,
): Promise<{ receipt: Receipt; chat: string }> {
  const response = await request(
    { ...call, parameters: { chat_id: chat, ...call.parameters } },
    account.botToken,
    http,
  );
  const answer = readAnswer(response.body, answerShape);
  if (isSuccess(response)) {
    const sent = answer?.result;
    return { receipt: sent ? { providerId: `${sent.chat.id}:${sent.message_id}` } : {}, chat };
  }
  const moved = answer?.parameters?.migrate_to_chat_id;
  if (moved !== undefined && String(moved) !== chat) return post(call, String(moved), account, http);
  throw refusal('Telegram', response, { reason: answer?.description, after: answer?.parameters?.retry_after });
}

const request = ({ method, parameters }: Call, botToken: string, http: Http) =>
  http({
    method: 'POST',
    url: `https://api.telegram.org/bot${botToken}/${method}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
