import * as z from 'zod';
import { readAnswer } from '../shared/json.ts';

/** What of Discord's a body is: every one of them is posted to the same address. */
export type Kind = 'ping' | 'event-ping' | 'event' | 'forwarded' | 'interaction';

const shape = z.object({ type: z.number().optional(), t: z.string().optional(), event: z.unknown().optional() });

/**
 * Tells a body by what it alone has: an event of the Gateway its `t`, a webhook event its `event`. A PING is of type 1 as
 * an interaction and of type 0 as a webhook event.
 */
export function kindOf(body: Buffer): Kind {
  const { type, t, event } = readAnswer(body, shape) ?? {};
  if (t !== undefined) return 'forwarded';
  if (event !== undefined) return 'event';
  if (type === 0) return 'event-ping';
  return type === 1 ? 'ping' : 'interaction';
}
