import type * as z from 'zod';
import { hmac } from '../../../lib/channels/shared/hmac.ts';
import { jsonOf, postWebhook, Refused } from '../api.ts';
import { detailsOf } from './rules.ts';

/** The account, as LINE names it. */
export const userId = `U${'0'.repeat(32)}`;

/** Posts events to a webhook, signed as LINE does, and gives the answer. */
export function postEvents(url: string, channelSecret: string, events: unknown[]) {
  const body = JSON.stringify({ destination: userId, events });
  const signature = hmac('sha256', channelSecret, body, 'base64');
  return postWebhook(url, { 'content-type': 'application/json; charset=utf-8', 'x-line-signature': signature }, body);
}

/** Refuses a call as LINE does: https://developers.line.biz/en/reference/messaging-api/#error-responses */
export function refuse(status: number, message: string, details?: unknown, sender?: string): never {
  const body = { message, ...(details !== undefined && { details }) };
  throw new Refused({ status, body }, details === undefined ? message : JSON.stringify(details), sender);
}

/** A body of this shape; any other is refused, with what is wrong of it. */
export function read<Shape>(body: Buffer, shape: z.ZodType<Shape>): Shape {
  const parsed = shape.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  const details = detailsOf(parsed.error);
  return refuse(400, `The request body has ${details.length} error(s)`, details);
}
