import * as z from 'zod';
import type { Http, HttpResponse } from '../../http.ts';
import type { OutboundMessage } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { readAnswer } from '../shared/json.ts';
import { partUuid, receiptOf } from '../shared/parts.ts';
import { type LineMessage, lineMessages } from './messages.ts';

type Account = { channelAccessToken: string; alwaysPush?: boolean | undefined };

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
    const retryKey = partUuid(message.id, index);
    const push = () => post('push', { to: message.thread.sender, messages }, account, http, retryKey);
    const { replyWith } = message;
    const mayReply = index === 0 && !account.alwaysPush && replyWith && replyWith.until > Date.now();
    const replied = mayReply
      ? await post('reply', { replyToken: replyWith.token, messages }, account, http)
      : undefined;
    receipts.push(answered(replied && !isTokenSpent(replied) ? replied : await push()));
  }
  return receiptOf(receipts);
}

const inFives = (messages: LineMessage[]) =>
  Array.from({ length: Math.ceil(messages.length / 5) }, (_, index) => messages.slice(index * 5, index * 5 + 5));

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
function answered(response: HttpResponse): Receipt {
  const answer = readAnswer(response.body, answerShape);
  if (isSuccess(response) || response.status === 409)
    return receiptOf((answer?.sentMessages ?? []).map(({ id }) => ({ providerId: id })));
  const details = (answer?.details ?? []).map(({ property, message }) => `${property}: ${message}`);
  const reason = [answer?.message, ...details].filter(Boolean).join('; ');
  // A 429 is also LINE's answer to an account whose messages of the month are used up.
  const usedUp = /monthly limit/i.test(reason);
  throw refusal('LINE', response, { reason: reason || undefined, ...(usedUp && { passing: false }) });
}
