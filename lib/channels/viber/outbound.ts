import * as z from 'zod';
import type { Http } from '../../http.ts';
import type { OutboundMessage } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { readAnswer } from '../shared/json.ts';
import { receiptOf } from '../shared/parts.ts';
import { viberErrors } from './errors.ts';
import { type ViberMessage, viberMessages } from './messages.ts';

type Account = { authToken: string; senderName: string; senderAvatar?: string | undefined };

/**
 * Sends as the bot, a long text as several messages. Viber knows no idempotency key: a retry starts at the first part again,
 * as a part said twice is better than one never said. https://developers.viber.com/docs/api/rest-bot-api/#send-message
 */
export async function send({ thread, content }: OutboundMessage, account: Account, http: Http): Promise<Receipt> {
  const receipts: Receipt[] = [];
  for (const message of await viberMessages(content, http))
    receipts.push(await post(thread.sender, message, account, http));
  return receiptOf(receipts);
}

const answerShape = z.object({
  status: z.int(),
  status_message: z.string().optional(),
  message_token: z.union([z.int(), z.string()]).transform(String).optional(),
});

/** A refusal comes with 200 and a status of its own. */
async function post(
  receiver: string,
  message: ViberMessage,
  { authToken, senderName, senderAvatar }: Account,
  http: Http,
): Promise<Receipt> {
  const sender = { name: senderName, ...(senderAvatar && { avatar: senderAvatar }) };
  const response = await http({
    method: 'POST',
    url: 'https://chatapi.viber.com/pa/send_message',
    headers: { 'x-viber-auth-token': authToken, 'content-type': 'application/json' },
    body: JSON.stringify({ receiver, min_api_version: 1, sender, ...message }),
  });
  const answer = readAnswer(response.body, answerShape);
  if (!isSuccess(response)) throw refusal('Viber', response, { reason: answer?.status_message });
  const { status = 0, status_message, message_token } = answer ?? {};
  if (status === 0) return message_token === undefined ? {} : { providerId: message_token };
  const known = viberErrors[status];
  const reason = `status ${status}, ${known?.meaning ?? 'a general error'} (${status_message ?? 'not explained'})`;
  throw refusal('Viber', response, { reason, passing: known ? known.passing === true : true, remedy: known?.remedy });
}
