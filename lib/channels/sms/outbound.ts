import * as z from 'zod';
import type { Http } from '../../http.ts';
import type { Content, OutboundMessage } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { isWeb, textOf } from '../shared/fallback.ts';
import { readAnswer } from '../shared/json.ts';
import { messagesOf } from '../shared/split-text.ts';
import { twilioErrors } from '../shared/twilio-errors.ts';

type Account = {
  accountSid: string;
  authToken: string;
  from: string;
  apiKey?: { sid: string; secret: string } | undefined;
};

/**
 * Sends by Twilio's Messages resource, a long text as several messages. Twilio knows no idempotency key: a retry starts
 * at the first part again, as a part said twice is better than one never said.
 * https://www.twilio.com/docs/messaging/api/message-resource
 */
export async function send(message: OutboundMessage, account: Account, http: Http): Promise<Receipt> {
  const receipts: Receipt[] = [];
  for (const fields of fieldsOf(message.content)) {
    const form = new URLSearchParams({ To: message.thread.sender, ...sender(account.from), ...fields });
    if (message.callback) form.set('StatusCallback', message.callback);
    receipts.push(await create(form, account, http));
  }
  return receipts[0] ?? {};
}

function fieldsOf(content: Content): Record<string, string>[] {
  if (content.type === 'template' && content.id.startsWith('HX'))
    return [{ ContentSid: content.id, ContentVariables: JSON.stringify(content.variables) }];
  if (content.type !== 'media' || !isWeb(content.url)) return texts(textOf(content));
  const [first, ...others] = content.caption?.trim() ? texts(content.caption) : [];
  return [{ ...first, MediaUrl: content.url }, ...others];
}

const texts = (text: string): Record<string, string>[] => messagesOf(text, 1600).map((Body) => ({ Body }));

const sender = (from: string): Record<string, string> =>
  from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from };

const answerShape = z.object({
  sid: z.string().optional(),
  code: z.number().optional(),
  message: z.string().optional(),
});

async function create(form: URLSearchParams, { accountSid, authToken, apiKey }: Account, http: Http): Promise<Receipt> {
  const login = apiKey ? `${apiKey.sid}:${apiKey.secret}` : `${accountSid}:${authToken}`;
  const response = await http({
    method: 'POST',
    url: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`,
    headers: {
      authorization: `Basic ${Buffer.from(login).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: form.toString(),
  });
  const answer = readAnswer(response.body, answerShape);
  if (isSuccess(response)) return answer?.sid ? { providerId: answer.sid } : {};
  const known = twilioErrors[answer?.code ?? ''];
  const reason = [answer?.code, known?.meaning, answer?.message].filter(Boolean).join(', ');
  throw refusal('Twilio', response, { reason: reason || undefined, ...(known?.passing && { passing: true }) });
}
