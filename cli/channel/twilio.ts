import * as z from 'zod';
import { isSuccess } from '../../lib/channels/shared/answer.ts';
import { readAnswer } from '../../lib/channels/shared/json.ts';
import { type TwilioAccount, twilioLogin, twilioRefusal } from '../../lib/channels/shared/twilio-account.ts';
import { Permanent } from '../../lib/errors.ts';
import type { Http } from '../../lib/http.ts';
import type { Finding, Question } from './connector.ts';
import { again, finding, right, wrong } from './findings.ts';

/** A call of one of Twilio's APIs: with a form or JSON it is a POST. `what` is it about, should it be refused. */
type Call = { url: string; what: string; form?: URLSearchParams; json?: unknown };

/**
 * Calls one of Twilio's APIs and gives the answer. Throws as a channel's `send` does, and Permanent where it cannot be
 * read.
 */
export async function askTwilio<Shape>(
  { url, what, form, json }: Call,
  shape: z.ZodType<Shape>,
  account: TwilioAccount,
  http: Http,
): Promise<Shape> {
  const body = form?.toString() ?? (json === undefined ? undefined : JSON.stringify(json));
  const contentType = form ? 'application/x-www-form-urlencoded' : 'application/json';
  const response = await http({
    method: body === undefined ? 'GET' : 'POST',
    url,
    headers: { authorization: twilioLogin(account), ...(body !== undefined && { 'content-type': contentType }) },
    ...(body !== undefined && { body }),
  });
  if (!isSuccess(response)) throw twilioRefusal(response, what);
  const answer = readAnswer(response.body, shape);
  if (answer === undefined) throw new Permanent(`Twilio's answer about ${what} cannot be read`);
  return answer;
}

/** The questions for the account, which all channels of Twilio ask. */
export const accountQuestions: readonly Question[] = [
  { setting: 'accountSid', where: 'console.twilio.com, Account info: Account SID, AC...', secret: false },
  { setting: 'authToken', where: 'console.twilio.com, Account info: Auth token (the primary one)', secret: true },
];

const accountShape = z.object({ status: z.string(), type: z.string().optional() });

/**
 * Is the auth token, which signs the webhooks, that of the account; is the account active; and does the API key fit?
 */
export async function checkAccount(account: TwilioAccount, http: Http): Promise<Finding[]> {
  const { accountSid, authToken, apiKey } = account;
  const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}.json`;
  const owner = await finding(async () => {
    const { status, type } = await askTwilio({ url, what: 'the login' }, accountShape, { accountSid, authToken }, http);
    if (status !== 'active') return wrong(`The account is ${status}: look at it in Twilio's console.`);
    const trial = type === 'Trial' ? ' It is a trial account, which writes to verified numbers alone.' : '';
    return right(`The account SID and the auth token fit.${trial}`);
  });
  if (!owner.ok || !apiKey) return [owner];
  const key = await finding(async () => {
    await askTwilio({ url, what: 'the API key' }, accountShape, account, http);
    return right('The API key is one of the account.');
  });
  return [owner, key];
}

/** Whether `registered`, where Twilio sends what happens to `whose`, is our webhook. */
export function leadsToUs(whose: string, registered: string | null | undefined, webhook: string): Finding {
  if (registered === webhook) return right(`The webhook of ${whose} leads to us.`);
  const where = registered || 'nowhere';
  return wrong(`Twilio sends what comes to ${whose} to ${where} instead of ${webhook}: ${again}`);
}

/** What registering did, and which other address it replaced. */
export const registered = (whose: string, before: string | null | undefined, webhook: string): string =>
  `Twilio sends what comes to ${whose} to ${webhook}${before && before !== webhook ? `, no longer to ${before}` : ''}.`;
