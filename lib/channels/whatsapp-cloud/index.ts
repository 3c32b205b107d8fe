import * as z from 'zod';
import { defineChannel } from '../channel.ts';
import { fetchMedia } from './fetch.ts';
import { receive } from './inbound.ts';
import { send, signal } from './outbound.ts';
import { verify } from './verify.ts';

const digits = z.string().regex(/^\d+$/, 'must be digits alone');

export const whatsappCloudSettings = z.object({
  /** The id of the number, not the number itself. */
  phoneNumberId: digits,
  /** The id of the WhatsApp Business account that the number belongs to. */
  businessAccountId: digits,
  /** The token of a system user, which does not expire. */
  accessToken: z.string().min(1),
  appSecret: z.string().min(1),
  /** Any text, which Meta repeats when the webhook's address is entered. */
  verifyToken: z.string().min(1),
  /** What the button that opens a list of choices says; Choose unless told. */
  listLabel: z.string().min(1).max(20).optional(),
  /** Only `seaway channel connect` needs it, to have the app told of messages. */
  appId: digits.optional(),
});

/** A number on WhatsApp, by Meta's own Cloud API. */
export const whatsappCloud = defineChannel({
  name: 'whatsapp-cloud',
  settings: whatsappCloudSettings,
  limits: { text: 4096, choices: 10 },
  sends: ['text', 'media', 'location', 'choices', 'template', 'reaction', 'contact'],
  verify,
  receive,
  send,
  fetch: fetchMedia,
  signal,
  signals: ['typing', 'read'],
  window: { open: 86_400_000, beyond: ['template'] },
  // https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput
  rate: 80,
});
