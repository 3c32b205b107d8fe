import * as z from 'zod';
import type { Permanent, Transient } from '../../errors.ts';
import type { Http, HttpResponse } from '../../http.ts';
import type { Receipt } from '../channel.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import type { Attachment } from '../shared/attachment.ts';
import { readAnswer } from '../shared/json.ts';
import { filePart, multipart } from '../shared/multipart.ts';

export type Account = { botToken: string };

/** A method and what it is given, with a file to be uploaded as its `document`; other parameters are texts then. */
export type Call = { method: string; parameters: Record<string, unknown>; document?: Attachment };

/** Calls a method of the Bot API, whatever it answers: https://core.telegram.org/bots/api#making-requests */
export function ask({ method, parameters, document }: Call, { botToken }: Account, http: Http): Promise<HttpResponse> {
  const url = `https://api.telegram.org/bot${botToken}/${method}`;
  if (!document) {
    const headers = { 'content-type': 'application/json' };
    return http({ method: 'POST', url, headers, body: JSON.stringify(parameters) });
  }
  const fields = Object.entries(parameters).map(([name, value]) => ({ name, data: String(value) }));
  const { type, data } = multipart([...fields, filePart('document', document)]);
  return http({ method: 'POST', url, headers: { 'content-type': type }, body: data, timeout: 30_000 });
}

const answerShape = z.object({
  result: z.object({ message_id: z.int(), chat: z.object({ id: z.int() }) }).optional(),
});

const refusedShape = z.object({
  description: z.string().optional(),
  parameters: z.object({ retry_after: z.number().optional(), migrate_to_chat_id: z.int().optional() }).optional(),
});

/**
 * Posts to a chat, and also gives the chat that took it: a group that became a supergroup has a new id, which Telegram tells
 * once asked. Throws as `send` does. https://core.telegram.org/bots/api#responseparameters
 */
export async function post(
  call: Call,
  chat: string,
  account: Account,
  http: Http,
): Promise<{ receipt: Receipt; chat: string }> {
  const response = await ask({ ...call, parameters: { chat_id: chat, ...call.parameters } }, account, http);
  if (isSuccess(response)) {
    const sent = readAnswer(response.body, answerShape)?.result;
    return { receipt: sent ? { providerId: `${sent.chat.id}:${sent.message_id}` } : {}, chat };
  }
  const moved = readAnswer(response.body, refusedShape)?.parameters?.migrate_to_chat_id;
  if (moved !== undefined && String(moved) !== chat) return post(call, String(moved), account, http);
  throw refusedBy(response);
}

/** The error that a refused call comes to, with Telegram's reason and its seconds to wait; `what` was refused. */
export function refusedBy(response: HttpResponse, what?: string): Transient | Permanent {
  const { description, parameters } = readAnswer(response.body, refusedShape) ?? {};
  return refusal('Telegram', response, {
    reason: description,
    after: parameters?.retry_after,
    remedy:
      response.status === 403 ? 'Wait until the customer writes to the bot: they blocked it, or never did.' : undefined,
    ...(what !== undefined && { what }),
  });
}
