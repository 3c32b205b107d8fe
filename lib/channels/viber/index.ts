import * as z from 'zod';
import { defineChannel } from '../channel.ts';
import { receive } from './inbound.ts';
import { send } from './outbound.ts';
import { verify } from './verify.ts';

export const viberSettings = z.object({
  /** It sends and it signs. */
  authToken: z.string().min(1),
  /** The name and the picture that customers see beside our messages. */
  senderName: z.string().min(1).max(28),
  senderAvatar: z.url({ protocol: /^https$/ }).optional(),
});

/** A bot of Rakuten Viber. */
export const viber = defineChannel({
  name: 'viber',
  settings: viberSettings,
  limits: { text: 7000, choices: 12 },
  sends: ['text', 'media', 'location', 'choices', 'contact'],
  verify,
  receive,
  send,
});
