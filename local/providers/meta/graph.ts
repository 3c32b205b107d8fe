import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { signMeta } from '../../../lib/channels/shared/meta.ts';
import { type ApiAnswer, type ApiCall, jsonOf, postWebhook, Refused } from '../api.ts';

type Fault = { code: number; subcode?: number; message: string; details?: string };

/** Refuses a call with the error that the Graph API gives: https://developers.facebook.com/docs/graph-api/guides/error-handling */
export function refuse(status: number, { code, subcode, message, details }: Fault, sender?: string): never {
  const error = {
    message: `(#${code}) ${message}`,
    type: 'OAuthException',
    code,
    ...(subcode !== undefined && { error_subcode: subcode }),
    ...(details !== undefined && { error_data: { messaging_product: 'whatsapp', details } }),
    fbtrace_id: randomUUID().slice(0, 8),
  };
  throw new Refused({ status, body: { error } }, details ?? error.message, sender);
}

export function checkToken({ headers }: ApiCall, ...tokens: string[]): void {
  if (!tokens.some((token) => headers.authorization === `Bearer ${token}`))
    refuse(401, { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' });
}

export const unknownPath = (path: string): never =>
  refuse(404, { code: 2500, message: `Unknown path components: ${path.split('?')[0]}` });

/** Reads a body by the rules; `code` is the network's own for a parameter that is wrong. */
export function read<Shape>(body: Buffer, shape: z.ZodType<Shape>, code: number): Shape {
  const parsed = shape.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return refuse(400, { code, message: 'Invalid parameter', details });
}

export const success: ApiAnswer = { status: 200, body: { success: true } };

/** Meta signs what it sends, in which all but ASCII and every slash is escaped. */
export function postMeta(webhook: string, appSecret: string, body: unknown) {
  const text = JSON.stringify(body)
    .replaceAll('/', String.raw`\/`)
    .replace(/[^\0-~]/g, (unit) => String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signMeta(appSecret, text) };
  return postWebhook(webhook, headers, text);
}
