import { isSuccess } from '../../channels/shared/answer.ts';
import { type TwilioAccount, twilioLogin, twilioRefusal } from '../../channels/shared/twilio-account.ts';
import type { Http } from '../../http.ts';

export type Telephony = ReturnType<typeof openTelephony>;

/**
 * What is done to a conference and to those in it. Each gives false where it or they are gone, and throws Transient where it may
 * be tried again, Permanent with Twilio's code and reason where not.
 * https://www.twilio.com/docs/voice/api/conference-participant-resource
 */
export function openTelephony(http: Http, account: () => Promise<TwilioAccount>) {
  async function ask(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    fields: Record<string, string> = {},
  ): Promise<boolean> {
    const settings = await account();
    const response = await http({
      method,
      url: `https://api.twilio.com/2010-04-01/Accounts/${settings.accountSid}/${path}.json`,
      headers: { authorization: twilioLogin(settings), 'content-type': 'application/x-www-form-urlencoded' },
      ...(method === 'POST' && { body: new URLSearchParams(fields).toString() }),
    });
    if (isSuccess(response)) return true;
    if (response.status === 404 || isOver(response.body)) return false;
    throw twilioRefusal(response, 'what was asked of the call');
  }
  const participants = (conference: string) => `Conferences/${conference}/Participants`;
  return {
    /** Mutes, holds or moves one who is in it, named by the SID of their call. */
    change: (conference: string, leg: string, fields: Record<string, string>): Promise<boolean> =>
      ask('POST', `${participants(conference)}/${leg}`, fields),
    /** Calls another telephone, which is in it as soon as it is answered. */
    add: (conference: string, fields: Record<string, string>): Promise<boolean> =>
      ask('POST', participants(conference), fields),
    /** Whether one of this label is in it, or being called. */
    has: (conference: string, label: string): Promise<boolean> =>
      ask('GET', `${participants(conference)}/${encodeURIComponent(label)}`),
    /** Takes out one of this label, or has their telephone ring no more. */
    remove: (conference: string, label: string): Promise<boolean> =>
      ask('DELETE', `${participants(conference)}/${encodeURIComponent(label)}`),
    end: (conference: string): Promise<boolean> => ask('POST', `Conferences/${conference}`, { Status: 'completed' }),
    hangUp: (leg: string): Promise<boolean> => ask('POST', `Calls/${leg}`, { Status: 'completed' }),
  };
}

/** 21220: the call has ended. https://www.twilio.com/docs/api/errors/21220 */
const isOver = (body: Buffer): boolean => /"code":\s*21220\b/.test(body.toString());
