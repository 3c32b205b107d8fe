import * as z from 'zod';
import { Permanent } from '../../errors.ts';
import type { Http, HttpResponse } from '../../http.ts';
import type { Content, OutboundMessage, Signal } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { buttonsOf, textOf } from '../shared/fallback.ts';
import { readAnswer } from '../shared/json.ts';
import { onLast, receiptOf } from '../shared/parts.ts';
import { messagesOf } from '../shared/split-text.ts';
import { teamsErrors } from './errors.ts';
import { type Account, anyRegion, authorization, isService, messageIdOf } from './service.ts';

/**
 * Sends activities to the conversation, by the service that last spoke for it; a long text as several. Teams knows no
 * idempotency key: a retry starts at the first part again, as a part said twice is better than one never said.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#send-to-conversation
 */
export async function send(message: OutboundMessage, account: Account, http: Http): Promise<Receipt> {
  const { thread, replyWith } = message;
  const service = replyWith && replyWith.until > Date.now() ? replyWith.token : anyRegion;
  const receipts: Receipt[] = [];
  for (const activity of activitiesOf(message.content)) {
    const id = await post({ type: 'message', ...activity }, { service, conversation: thread.sender }, account, http);
    receipts.push(id ? { providerId: messageIdOf(thread.sender, id) } : {});
  }
  return receiptOf(receipts);
}

/**
 * Shows that we type; Teams hides it with our next message, or after some seconds. Throws as `send` does.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
 */
export async function signal({ type, thread }: Signal, account: Account, http: Http): Promise<void> {
  if (type !== 'typing') return;
  await post({ type: 'typing' }, { service: anyRegion, conversation: thread.sender }, account, http);
}

type Activity = { text?: string; textFormat?: 'plain'; attachments?: unknown[] };

function activitiesOf(content: Content): Activity[] {
  switch (content.type) {
    case 'media':
      return mediaActivities(content);
    case 'choices':
      return choiceActivities(content);
    default:
      return texts(textOf(content));
  }
}

const texts = (text: string): Activity[] =>
  messagesOf(text, 20_000).map((part) => ({ text: part, textFormat: 'plain' }));

/** Teams shows the pictures of an address; any other file would first need the customer's consent, and is told as one. */
function mediaActivities(content: Extract<Content, { type: 'media' }>): Activity[] {
  const { url, mediaType, name, caption } = content;
  const shown = ['image/png', 'image/jpeg', 'image/gif'].includes(mediaType) && url.startsWith('https://');
  if (!shown) return texts(textOf(content));
  const [first = {}, ...others] = caption?.trim() ? texts(caption) : [];
  return [{ ...first, attachments: [{ contentType: mediaType, contentUrl: url, ...(name && { name }) }] }, ...others];
}

/** A card has the buttons alone; the text stays outside, because a card would read it as Markdown. */
function choiceActivities(content: Extract<Content, { type: 'choices' }>): Activity[] {
  const { text, options } = buttonsOf(content, 6, (option) => option.text.trim() !== '');
  if (options.length === 0) return texts(text);
  const actions = options.map(({ id, text }) => ({ type: 'Action.Submit', title: text, data: { choice: id } }));
  const card = { type: 'AdaptiveCard', version: '1.4', body: [], actions };
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }];
  return onLast(texts(text), (last) => ({ ...last, attachments }));
}

/** Gives the id that Teams gave the activity, where it can be read. */
async function post(
  activity: Activity & { type: string },
  { service, conversation }: { service: string; conversation: string },
  account: Account,
  http: Http,
): Promise<string | undefined> {
  if (!isService(service)) throw new Permanent("the address of the service is none of Teams' own");
  const response = await http({
    method: 'POST',
    url: `${service.replace(/\/+$/, '')}/v3/conversations/${encodeURIComponent(conversation)}/activities`,
    headers: { authorization: await authorization(account, http), 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  });
  if (!isSuccess(response)) throw refused(response);
  return readAnswer(response.body, answerShape)?.id;
}

const answerShape = z.object({ id: z.string() });

const refusedShape = z.object({ error: z.object({ code: z.string(), message: z.string().optional() }) });

function refused(response: HttpResponse) {
  const { code, message } = readAnswer(response.body, refusedShape)?.error ?? {};
  const known = teamsErrors[code ?? ''];
  const reason = [code, known?.meaning ?? message].filter(Boolean).join('; ') || undefined;
  // 412 is two messages to one conversation at once: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
  return refusal('Teams', response, { reason, passing: response.status === 412 || undefined, remedy: known?.remedy });
}
