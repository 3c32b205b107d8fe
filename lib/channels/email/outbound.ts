import * as z from 'zod';
import type { Http, HttpResponse } from '../../http.ts';
import type { Content, OutboundMessage } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { attachmentOf } from '../shared/attachment.ts';
import { textOf } from '../shared/fallback.ts';
import { readAnswer } from '../shared/json.ts';
import { receiptOf } from '../shared/parts.ts';
import { messagesOf } from '../shared/split-text.ts';
import { compose, type Draft } from './compose.ts';
import { answering, placeOf } from './reply.ts';
import { sesErrors } from './ses-errors.ts';

type Account = {
  region: string;
  from: string;
  name?: string | undefined;
  subject?: string | undefined;
  configurationSet?: string | undefined;
};
type Part = Pick<Draft, 'text' | 'attachment'>;

/**
 * Sends by the SES API, below the mail that is answered where there is one. SES knows no idempotency key: a mail whose
 * answer is lost goes out again, as twice is better than never.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export async function send(message: OutboundMessage, account: Account, http: Http): Promise<Receipt> {
  const place = placeOf(message.replyWith);
  const { name = '', subject = `A message from ${name || account.from}` } = account;
  const { sender } = message.thread;
  const receipts: Receipt[] = [];
  for (const part of await partsOf(message.content, http)) {
    const mail = compose({
      ...part,
      from: { name, address: account.from },
      to: place?.to ?? sender,
      thread: sender,
      subject: place?.subject ? answering(place.subject) : subject,
      inReplyTo: place?.messageId,
      references: place?.references ?? [],
    });
    receipts.push(await post(mail, account, http));
  }
  return receiptOf(receipts);
}

async function partsOf(content: Content, http: Http): Promise<Part[]> {
  const attachment = content.type === 'media' ? await attachmentOf(content, http) : undefined;
  if (content.type !== 'media' || !attachment) return textParts(textOf(content));
  const [first = { text: attachment.name }, ...others] = content.caption?.trim() ? textParts(content.caption) : [];
  return [{ ...first, attachment }, ...others];
}

/** Gmail cuts what is over 102 KB, and a character takes up to four bytes, in a link twice. */
const textParts = (text: string): Part[] => messagesOf(text, longestText).map((part) => ({ text: part }));
export const longestText = 20_000;

async function post(
  mail: ReturnType<typeof compose>,
  { region, configurationSet }: Account,
  http: Http,
): Promise<Receipt> {
  const response = await http({
    method: 'POST',
    url: `https://email.${region}.amazonaws.com/v2/email/outbound-emails`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...mail, ...(configurationSet && { ConfigurationSetName: configurationSet }) }),
    timeout: 30_000,
    aws: { service: 'ses', region },
  });
  if (!isSuccess(response)) throw refused(response);
  const providerId = readAnswer(response.body, answerShape)?.MessageId;
  return providerId ? { providerId } : {};
}

const answerShape = z.object({ MessageId: z.string() });

const faultShape = z.object({ message: z.string().optional(), Message: z.string().optional() });

function refused(response: HttpResponse) {
  // `MessageRejected:http://...`: what follows the colon says nothing.
  const type = response.headers['x-amzn-errortype']?.split(':')[0] ?? '';
  const said = readAnswer(response.body, faultShape);
  const reason = [type, said?.message ?? said?.Message].filter(Boolean).join(': ');
  const { passing, remedy } = sesErrors[type] ?? {};
  return refusal('SES', response, { reason: reason || undefined, remedy, ...(passing && { passing }) });
}
