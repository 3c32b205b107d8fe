import type { Http } from '../../http.ts';
import type { OutboundMessage, ReplyWith, Signal } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { receiptOf } from '../shared/parts.ts';
import { type Account, ask, post } from './api.ts';
import { callsOf } from './calls.ts';

/**
 * Sends by the Bot API, a long text as several messages. Telegram knows no idempotency key: a retry starts at the first
 * part again, as a part said twice is better than one never said.
 * https://core.telegram.org/bots/api#available-methods
 */
export async function send(message: OutboundMessage, account: Account, http: Http): Promise<Receipt> {
  if (message.replyWith) await answerPress(message.replyWith, account, http);
  const receipts: Receipt[] = [];
  let chat = message.thread.sender;
  for (const call of await callsOf(message.content, http)) {
    const sent = await post(call, chat, account, http);
    chat = sent.chat;
    receipts.push(sent.receipt);
  }
  return receiptOf(receipts);
}

/**
 * Shows for five seconds, or until our next message, that we type; throws as `send` does.
 * https://core.telegram.org/bots/api#sendchataction
 */
export async function signal({ type, thread }: Signal, account: Account, http: Http): Promise<void> {
  if (type === 'typing')
    await post({ method: 'sendChatAction', parameters: { action: 'typing' } }, thread.sender, account, http);
}

/** Ends the spinner on the button that was pressed. Best effort: a press too old, or answered before, takes nothing away. */
async function answerPress({ token, until }: ReplyWith, account: Account, http: Http): Promise<void> {
  if (until <= Date.now()) return;
  await ask({ method: 'answerCallbackQuery', parameters: { callback_query_id: token } }, account, http).catch(() => {});
}
