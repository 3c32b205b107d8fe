import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Http } from '../../http.ts';
import type { Content, OutboundMessage, Signal } from '../../message.ts';
import { signedHeaders } from '../../standard-webhooks.ts';
import type { Receipt } from '../channel.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { buttonsOf } from '../shared/fallback.ts';
import { readAnswer } from '../shared/json.ts';
import { partUuid, receiptOf } from '../shared/parts.ts';
import { messagesOf, shorten } from '../shared/split-text.ts';
import { secretsOf } from './verify.ts';

type Account = { url: string; signingSecret: string; formerSecret?: string | undefined };

/**
 * Posts the message as signed JSON, a long text as several: docs/channels/custom-protocol.md#what-you-get. The `webhook-id` of
 * each stays the same when it is tried again.
 */
export async function send(message: OutboundMessage, account: Account, http: Http): Promise<Receipt> {
  const { thread, replyWith } = message;
  const token = replyWith && replyWith.until > Date.now() ? { replyWith: replyWith.token } : {};
  const about = { account: thread.account, sender: thread.sender, ...token };
  const receipts: Receipt[] = [];
  for (const [index, content] of contentsOf(message.content).entries()) {
    receipts.push(await post(partUuid(message.id, index), { type: 'message', ...about, content }, account, http));
  }
  return receiptOf(receipts);
}

/** Tells that we type, or have read the customer's message: docs/channels/custom-protocol.md#what-you-get. Throws as `send` does. */
export async function signal({ type, thread, messageId }: Signal, account: Account, http: Http): Promise<void> {
  const about = { account: thread.account, sender: thread.sender, ...(messageId && { messageId }) };
  await post(randomUUID(), { type, ...about }, account, http);
}

function contentsOf(content: Content): Content[] {
  switch (content.type) {
    case 'text':
      return messagesOf(content.text, 10_000).map((text) => ({ type: 'text', text }));
    case 'choices':
      return [{ type: 'choices', ...buttonsOf(content, 100) }];
    default:
      return [content];
  }
}

const answerShape = z.object({ id: z.string().min(1).optional(), error: z.string().optional() });

async function post(id: string, said: Record<string, unknown>, account: Account, http: Http): Promise<Receipt> {
  const body = JSON.stringify({ id, ...said });
  const headers = signedHeaders(secretsOf(account), id, body);
  const response = await http({ method: 'POST', url: account.url, headers, body });
  const answer = readAnswer(response.body, answerShape);
  if (isSuccess(response)) return answer?.id ? { providerId: answer.id } : {};
  const reason = answer?.error && shorten(answer.error, 200);
  throw refusal(new URL(account.url).host, response, { reason });
}
