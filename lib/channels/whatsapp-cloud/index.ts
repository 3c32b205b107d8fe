import * as z from 'zod';
import { day, defineChannel } from '../channel.ts';
import { metaApp, metaId } from '../shared/meta-app.ts';
import { fetch } from './fetch.ts';
import { receive } from './inbound.ts';
import { send, signal } from './outbound.ts';
import { verify } from './verify.ts';

export const whatsappCloudSettings = z.object({
  /** The id of the number, not the number itself. */
  phoneNumberId: metaId,
  /** The id of the WhatsApp Business account that the number belongs to. */
  businessAccountId: metaId,
  /** The token of a system user, which does not expire. */
  accessToken: z.string().min(1),
  ...metaApp,
  /** What the button that opens a list of choices says; Choose unless told. */
  listLabel: z.string().min(1).max(20).optional(),
});

/** A number on WhatsApp, by Meta's own Cloud API. */
export const whatsappCloud = defineChannel({
  name: 'whatsapp-cloud',
  settings: whatsappCloudSettings,
  limits: { text: 4096, choices: 10 },
  sends: ['text', 'media', 'location', 'choices', 'template', 'reaction', 'contact'],
  signals: ['typing', 'read'],
  // https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
  window: { open: day, beyond: ['template'] },
  // https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput
  rate: 80,
  verify,
  receive,
  send,
  signal,
  fetch,
});
