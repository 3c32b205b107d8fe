import { createHash } from 'node:crypto';
import { parse, stringify } from 'node:querystring';
import type { Verdict, WebhookRequest } from '../channel.ts';
import { parseForm } from './form.ts';
import { hmac, sameText } from './hmac.ts';
import { accept, reject } from './verdict.ts';

/**
 * Whether Twilio signed this request for `request.url`, the address it was given, with the account's auth token.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function verifyTwilio(request: WebhookRequest, { authToken }: { authToken: string }): Verdict {
  const signature = request.headers['x-twilio-signature'];
  if (!signature) return reject('the X-Twilio-Signature header is missing');
  // A body that is no form is not part of the signature; its hash then is, as a parameter of the address.
  const digest = /[?&]bodySHA256=([^&#]*)/.exec(request.url)?.[1];
  const form = digest === undefined ? parseForm(request.body) : new URLSearchParams();
  const fields = signedFields(form);
  if (!variantsOf(request.url).some((url) => sameText(hmac('sha1', authToken, url + fields, 'base64'), signature)))
    return reject('the X-Twilio-Signature header does not fit the address and the form');
  if (digest !== undefined && !sameText(createHash('sha256').update(request.body).digest('hex'), digest))
    return reject('the bodySHA256 parameter does not fit the body');
  return accept;
}

/** The signature over an address and the fields of a form. */
export const signTwilio = (authToken: string, url: string, form: URLSearchParams): string =>
  hmac('sha1', authToken, url + signedFields(form), 'base64');

/**
 * Names sorted, each name's values sorted and once only. Gone through once: to look for each name anew would take minutes with
 * a form of many fields, which anybody can send.
 */
function signedFields(form: URLSearchParams): string {
  const names = Map.groupBy(form, ([name]) => name);
  const values = (name: string) => [...new Set(names.get(name)?.map(([, value]) => value))].sort();
  return [...names.keys()]
    .sort()
    .flatMap((name) => values(name).map((value) => name + value))
    .join('');
}

/**
 * Twilio signs with or without the standard port, and at times with the query encoded anew in the old way. Cut by hand:
 * `new URL` would turn an apostrophe into %27, which Twilio does not sign.
 */
function variantsOf(url: string): string[] {
  const [, scheme = '', host = '', rest = ''] = /^(https?:\/\/)([^/?#]*)([^#]*)/.exec(url) ?? [];
  const bare = host.replace(/:\d+$/, '');
  const port = host.slice(bare.length) || (scheme === 'https://' ? ':443' : ':80');
  const urls = [scheme + bare + rest, scheme + bare + port + rest];
  return rest.includes('?') ? [...urls, ...urls.map(withOldQuery)] : urls;
}

function withOldQuery(url: string): string {
  const start = url.indexOf('?') + 1;
  return url.slice(0, start) + stringify(parse(url.slice(start)));
}
