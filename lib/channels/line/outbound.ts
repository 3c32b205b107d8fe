import * as z from 'zod';
import type { Http, HttpResponse } from '../../http.ts';
import type { Content, OutboundMessage } from '../../message.ts';
import { uuidOf } from '../../thread.ts';
import type { Receipt } from '../channel.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { buttonsOf, textOf } from '../shared/fallback.ts';
import { readAnswer } from '../shared/json.ts';
import { messagesOf, shorten } from '../shared/split-text.ts';

type Account = { channelAccessToken: string; alwaysPush?: boolean | undefined };
type LineMessage = { type: string; [name: string]: unknown };

/**
 * Sends five messages a call: the first call as a free reply while the token lives, any other as a push.
 * https://developers.line.biz/en/reference/messaging-api/#send-reply-message
 *
 * A push repeated under its retry key is sent once. A reply has no such key: if its answer is lost, the retry finds the
 * token used and pushes, and the customer reads the message twice. Twice is better than never; where it is not, the
 * account's alwaysPush avoids it.
 */
export async function send(message: OutboundMessage, account: Account, http: Http): Promise<Receipt> {
  const receipts: Receipt[] = [];
  for (const [index, messages] of inFives(lineMessages(message.content)).entries()) {
    const retryKey = index === 0 ? message.id : uuidOf(`${message.id}/${index}`);
    const push = () => post('push', { to: message.thread.sender, messages }, account, http, retryKey);
    const { replyWith } = message;
    const mayReply = index === 0 && !account.alwaysPush && replyWith && replyWith.until > Date.now();
    const replied = mayReply
      ? await post('reply', { replyToken: replyWith.token, messages }, account, http)
      : undefined;
    receipts.push(receiptOf(replied && !isTokenSpent(replied) ? replied : await push()));
  }
  return receipts[0] ?? {};
}

const inFives = (messages: LineMessage[]) =>
  Array.from({ length: Math.ceil(messages.length / 5) }, (_, index) => messages.slice(index * 5, index * 5 + 5));

function lineMessages(content: Content): LineMessage[] {
  switch (content.type) {
    case 'media':
      return mediaMessages(content);
    case 'location':
      return [locationMessage(content)];
    case 'choices':
      return choiceMessages(content);
    default:
      return texts(textOf(content));
  }
}

const texts = (text: string): LineMessage[] => messagesOf(text, 5000).map((part) => ({ type: 'text', text: part }));

/** LINE fetches JPEG, PNG, MP4 and M4A by https alone; anything else is told as an address. */
function mediaMessages(content: Extract<Content, { type: 'media' }>): LineMessage[] {
  const message = content.url.startsWith('https://') && mediaMessage(content.url, content.mediaType);
  if (!message) return texts(textOf(content));
  return content.caption?.trim() ? [message, ...texts(content.caption)] : [message];
}

function mediaMessage(url: string, mediaType: string): LineMessage | undefined {
  switch (mediaType) {
    case 'image/jpeg':
    case 'image/png':
      return { type: 'image', originalContentUrl: url, previewImageUrl: url };
    case 'video/mp4':
      // LINE insists on a still, and we have none: the frame stays empty until the video is played.
      return { type: 'video', originalContentUrl: url, previewImageUrl: url };
    case 'audio/mp4':
    case 'audio/x-m4a':
      // LINE insists on a length, only to show it; ours is not known, so it shows a minute.
      return { type: 'audio', originalContentUrl: url, duration: 60_000 };
    default:
      return undefined;
  }
}

function locationMessage({ latitude, longitude, name, address }: Extract<Content, { type: 'location' }>): LineMessage {
  const place = address ?? `${latitude}, ${longitude}`;
  return { type: 'location', title: shorten(name ?? place, 100), address: shorten(place, 100), latitude, longitude };
}

/** Quick replies hang on the last message; an option whose id is longer than the 300 characters LINE carries is told in text. */
function choiceMessages(content: Extract<Content, { type: 'choices' }>): LineMessage[] {
  const fits = content.options.every(({ id, text }) => id.length <= 300 && text.trim());
  const { text, options } = buttonsOf(content, fits ? 13 : 0);
  const messages = texts(text);
  const last = messages.at(-1);
  if (last && options.length > 0) last.quickReply = { items: options.map(quickReply) };
  return messages;
}

const quickReply = ({ id, text }: { id: string; text: string }) => ({
  type: 'action',
  action: { type: 'postback', label: shorten(text, 20), data: id, displayText: shorten(text, 300) },
});

const post = (call: 'reply' | 'push', body: unknown, { channelAccessToken }: Account, http: Http, retryKey?: string) =>
  http({
    method: 'POST',
    url: `https://api.line.me/v2/bot/message/${call}`,
    headers: {
      authorization: `Bearer ${channelAccessToken}`,
      'content-type': 'application/json',
      ...(retryKey && { 'x-line-retry-key': retryKey }),
    },
    body: JSON.stringify(body),
  });

const answerShape = z.object({
  message: z.string().optional(),
  details: z.array(z.object({ message: z.string().optional(), property: z.string().optional() })).optional(),
  sentMessages: z.array(z.object({ id: z.string() })).optional(),
});

const isTokenSpent = ({ status, body }: HttpResponse) =>
  status === 400 && /invalid reply token/i.test(readAnswer(body, answerShape)?.message ?? '');

/** 409 says that a push of this retry key was accepted before, which is what a retry hopes for. */
function receiptOf(response: HttpResponse): Receipt {
  const answer = readAnswer(response.body, answerShape);
  const providerId = answer?.sentMessages?.[0]?.id;
  if (isSuccess(response) || response.status === 409) return providerId ? { providerId } : {};
  const details = (answer?.details ?? []).map(({ property, message }) => `${property}: ${message}`);
  const reason = [answer?.message, ...details].filter(Boolean).join('; ');
  // A 429 is also LINE's answer to an account whose messages of the month are used up.
  const usedUp = /monthly limit/i.test(reason);
  throw refusal('LINE', response, { reason: reason || undefined, ...(usedUp && { passing: false }) });
}
