import * as z from 'zod';
import { day, defineChannel } from '../channel.ts';
import { serviceAccount } from '../shared/google-token.ts';
import { receive } from './inbound.ts';
import { send, signal } from './outbound.ts';
import { verify } from './verify.ts';

export const googleBusinessMessagesSettings = z.object({
  /** What Google asks for when the webhook is registered. */
  clientToken: z.string().min(1),
  /** What Google signs with: the partner's key, or for an agent with a webhook of its own the client token again. */
  partnerKey: z.string().min(1),
  ...serviceAccount,
});

/** Google's Business Messages in Maps and Search, which Google ended on 31 July 2024: its published protocol, as it was. */
export const googleBusinessMessages = defineChannel({
  name: 'google-business-messages',
  settings: googleBusinessMessagesSettings,
  limits: { text: 4096, choices: 13 },
  sends: ['text', 'media', 'choices'],
  signals: ['typing', 'read'],
  // Thirty days after the customer's last message.
  window: { open: 30 * day, beyond: [] },
  verify,
  receive,
  send,
  signal,
});
