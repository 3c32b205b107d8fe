import * as z from 'zod';
import type { Permanent, Transient } from '../../errors.ts';
import type { Http, HttpResponse } from '../../http.ts';
import type { Receipt } from '../channel.ts';
import { isSuccess, refusal } from './answer.ts';
import { readAnswer } from './json.ts';
import { twilioErrors } from './twilio-errors.ts';

/** The part of a channel's settings that says which account of Twilio it is, and how we log in there. */
export const twilioAccount = {
  accountSid: z.string().startsWith('AC'),
  /** Signs the webhooks; it also sends, unless an API key is given. */
  authToken: z.string().min(1),
  apiKey: z.object({ sid: z.string().startsWith('SK'), secret: z.string().min(1) }).optional(),
};

export type TwilioAccount = {
  accountSid: string;
  authToken: string;
  apiKey?: { sid: string; secret: string } | undefined;
};

/** The Authorization header that all of Twilio's APIs take. https://www.twilio.com/docs/usage/requests-to-twilio */
export function twilioLogin({ accountSid, authToken, apiKey }: TwilioAccount): string {
  const login = apiKey ? `${apiKey.sid}:${apiKey.secret}` : `${accountSid}:${authToken}`;
  return `Basic ${Buffer.from(login).toString('base64')}`;
}

const answerShape = z.object({
  sid: z.string().optional(),
  code: z.number().optional(),
  message: z.string().optional(),
});

/**
 * Posts a form to one of Twilio's APIs and gives the SID of what it made. Throws Transient on 429, 5xx and the codes
 * that pass by themselves, Permanent with Twilio's code and reason on other refusals.
 * https://www.twilio.com/docs/usage/requests-to-twilio
 */
export async function postToTwilio(
  url: string,
  form: URLSearchParams,
  account: TwilioAccount,
  http: Http,
): Promise<Receipt> {
  const headers = { authorization: twilioLogin(account), 'content-type': 'application/x-www-form-urlencoded' };
  const sid = createdIn(await http({ method: 'POST', url, headers, body: form.toString() }));
  return sid ? { providerId: sid } : {};
}

/** The SID of what an answer of Twilio's says that it made; throws as `postToTwilio` does. */
export function createdIn(response: HttpResponse): string | undefined {
  if (!isSuccess(response)) throw twilioRefusal(response);
  return readAnswer(response.body, answerShape)?.sid;
}

/** The error that a refusal of Twilio's comes to; `what` was refused, a message unless told. */
export function twilioRefusal(response: HttpResponse, what = 'the message'): Transient | Permanent {
  const answer = readAnswer(response.body, answerShape);
  const known = twilioErrors[answer?.code ?? ''];
  const reason = [answer?.code, known?.meaning, answer?.message].filter(Boolean).join(', ');
  const { passing, remedy } = known ?? {};
  return refusal('Twilio', response, { reason: reason || undefined, remedy, what, ...(passing && { passing }) });
}
