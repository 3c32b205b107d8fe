import { twilioErrors } from '../channels/shared/twilio-errors.ts';
import { reasonOf } from '../errors.ts';
import type { Http } from '../http.ts';

/**
 * Asks Twilio's Calls resource: `Calls.json` places a call, `Calls/{sid}.json` changes one. Gives the reason, a sentence,
 * where it does not; never throws. https://www.twilio.com/docs/voice/api/call-resource
 */
export async function askCalls(
  http: Http,
  { accountSid, authToken }: { accountSid: string; authToken: string },
  path: string,
  fields: Record<string, string>,
): Promise<string | undefined> {
  try {
    const { status, body } = await http({
      method: 'POST',
      url: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/${path}`,
      headers: {
        authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(fields).toString(),
    });
    if (status < 300) return undefined;
    // Its own words may hold a customer's number.
    const [, code = ''] = /"code":\s*(\d+)/.exec(body.toString()) ?? [];
    return `Twilio answered ${status} ${code} ${twilioErrors[code]?.meaning ?? ''}`.trim();
  } catch (error) {
    return reasonOf(error);
  }
}
