import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { signTwilio } from '../../lib/channels/shared/twilio.ts';
import { type ApiAnswer, postWebhook, Refused } from './api.ts';
import type { Refusal } from './provider.ts';
import { openReports } from './reports.ts';

export type TwilioSecret = { accountSid: string; authToken: string };

/** An identifier as Twilio makes them: two letters and 32 hex digits. */
export const sidOf = (prefix: string): string => `${prefix}${randomUUID().replaceAll('-', '')}`;

/** Throws what Twilio answers to a wrong login. */
export function checkLogin(headers: IncomingMessage['headers'], { accountSid, authToken }: TwilioSecret): void {
  const login = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
  if (headers.authorization !== `Basic ${login}`) refuse(401, 20003, 'Authenticate');
}

/** Throws an answer of Twilio's with this error code: https://www.twilio.com/docs/api/errors */
export function refuse(status: number, code: number, message: string, sender?: string): never {
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  throw new Refused({ status, body: { code, message, more_info, status } }, `${code}: ${message}`, sender);
}

export const notFound = (path: string): never => refuse(404, 20404, `The requested resource ${path} was not found`);

/** The account itself: https://www.twilio.com/docs/iam/api/account */
export const accountAnswer = ({ accountSid }: { accountSid: string }): ApiAnswer => ({
  status: 200,
  body: { sid: accountSid, friendly_name: 'Seaway', status: 'active', type: 'Full' },
});

/** Posts a signed form to a webhook, as Twilio does, and gives the answer. */
export function postForm(url: string, fields: Record<string, string>, { accountSid, authToken }: TwilioSecret) {
  const form = new URLSearchParams({ ...fields, AccountSid: accountSid });
  const signature = signTwilio(authToken, url, form);
  const contentType = 'application/x-www-form-urlencoded; charset=UTF-8';
  return postWebhook(url, { 'content-type': contentType, 'x-twilio-signature': signature }, form.toString());
}

/** Twilio's reports of what became of messages, to the address that each message names for them. */
export function openCallbacks(secret: TwilioSecret, refusals: Refusal[]) {
  const { tell, settled } = openReports(refusals);
  return {
    /** Posts these forms about a message to `sender`, one after the other. */
    report: (url: string, sender: string, forms: Record<string, string>[]): Promise<void> =>
      tell(sender, forms, (form) => postForm(url, form, secret)),
    settled,
  };
}
