import { signTwilio } from '../../lib/channels/shared/twilio.ts';

/** The Twilio account that a phone number belongs to. */
export type Account = { accountSid: string; authToken: string };

/** Asks a webhook as Twilio does, signed; `method` GET puts the parameters into the address. */
export async function askWebhook(
  { authToken }: Account,
  url: string,
  parameters: Record<string, string>,
  method = 'POST',
): Promise<{ status: number; contentType: string; body: string }> {
  const form = new URLSearchParams(parameters);
  const asked = method === 'GET' ? `${url}${url.includes('?') ? '&' : '?'}${form}` : url;
  const signature = signTwilio(authToken, asked, method === 'GET' ? new URLSearchParams() : form);
  const response = await fetch(asked, {
    method,
    headers: {
      'x-twilio-signature': signature,
      'user-agent': 'TwilioProxy/1.1',
      ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }),
    },
    ...(method === 'POST' && { body: form.toString() }),
  });
  const body = await response.text();
  return { status: response.status, contentType: response.headers.get('content-type') ?? '', body };
}
