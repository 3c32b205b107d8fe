import type { IncomingMessage } from 'node:http';

/**
 * Why a request is not answered, or undefined. Another site could reach 127.0.0.1 through the browser: under a name of its
 * own, which the Host header tells, or by a form or script, which Origin and the content type tell.
 */
export function refusalOf({ method, headers }: IncomingMessage, port: number): string | undefined {
  const { host = '', origin } = headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    return `open the simulator as http://127.0.0.1:${port}`;
  if (method === 'GET') return undefined;
  if (origin !== `http://${host}`) return 'only the page itself may act';
  if (headers['content-type'] !== 'application/json') return 'an action comes as application/json';
  return undefined;
}

/** What every answer carries: the page loads nothing from elsewhere but the files that lie at these origins. */
export const protectionOf = (files: string[]): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    `img-src 'self' data: ${files.join(' ')}`,
    `media-src ${files.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});
