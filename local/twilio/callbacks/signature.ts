import { createHmac } from 'node:crypto';

/**
 * The X-Twilio-Signature of a form: base64 of the HMAC-SHA1, keyed with the auth token, over the URL and every parameter's
 * name and value, sorted by name. https://www.twilio.com/docs/usage/security
 */
export function signatureOf(authToken: string, url: string, parameters: Record<string, string>): string {
  const sorted = Object.keys(parameters)
    .sort()
    .map((name) => `${name}${parameters[name]}`);
  return createHmac('sha1', authToken)
    .update([url, ...sorted].join(''))
    .digest('base64');
}
