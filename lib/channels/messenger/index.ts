import * as z from 'zod';
import { defineChannel } from '../channel.ts';

import { receive } from './inbound.ts';
import { send, signal } from './outbound.ts';
import { verify } from './verify.ts';

export const messengerSettings = z.object({
  pageId: z.string().regex(/^\d+$/, 'must be digits alone'),
  /** The page's own token, not that of a person. */
  accessToken: z.string().min(1),
  appSecret: z.string().min(1),
  /** Any text, which Meta repeats when the webhook's address is entered. */
  verifyToken: z.string().min(1),
  /** Only `seaway channel connect` needs it, to enter the webhook's address by itself. */
  appId: z.string().regex(/^\d+$/, 'must be digits alone').optional(),
});

const day = 86_400_000;

/** A page on Facebook Messenger. */
export const messenger = defineChannel({
  name: 'messenger',
  settings: messengerSettings,
  limits: { text: 2000, choices: 13 },
  sends: ['text', 'media', 'choices', 'reaction'],
  verify,
  receive,
  send,
  signal,
  signals: ['typing', 'read'],
  // https://developers.facebook.com/documentation/business-messaging/messenger-platform/policy
  window: { open: day, agent: 7 * day, beyond: [] },
  // Of audio and video Meta takes ten a second; what is too fast comes back as Transient.
  rate: 300,
});
