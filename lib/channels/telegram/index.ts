import * as z from 'zod';
import { defineChannel } from '../channel.ts';
import { fetch } from './fetch.ts';
import { receive } from './inbound.ts';
import { send, signal } from './outbound.ts';
import { verify } from './verify.ts';

export const telegramSettings = z.object({
  botToken: z.string().regex(/^\d+:[\w-]+$/, 'is not of the form 123456:ABC-DEF'),
  /** The secret_token given to setWebhook. */
  secretToken: z.string().regex(/^[\w-]{1,256}$/, 'must be 1 to 256 of A-Z a-z 0-9 _ -'),
});

/** A bot of Telegram, which takes about 30 messages a second: https://core.telegram.org/bots/faq#broadcasting-to-users */
export const telegram = defineChannel({
  name: 'telegram',
  settings: telegramSettings,
  limits: { text: 4096, choices: 100 },
  sends: ['text', 'media', 'location', 'choices', 'reaction', 'contact'],
  signals: ['typing'],
  rate: 30,
  verify,
  receive,
  send,
  signal,
  fetch,
});
