import * as z from 'zod';
import { defineChannel } from '../channel.ts';
import { fetch } from './fetch.ts';
import { receive } from './inbound.ts';
import { send } from './outbound.ts';
import { verify } from './verify.ts';

export const lineSettings = z.object({
  channelSecret: z.string().min(1),
  channelAccessToken: z.string().min(1),
  /** Never answer by the free reply token, always by a push, which is metered but safe to try again. */
  alwaysPush: z.boolean().optional(),
});

/** LINE's Messaging API. */
export const line = defineChannel({
  name: 'line',
  settings: lineSettings,
  limits: { text: 5000, choices: 13 },
  sends: ['text', 'media', 'location', 'choices'],
  verify,
  receive,
  send,
  fetch,
});
