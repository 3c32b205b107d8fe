import * as z from 'zod';
import { day, defineChannel } from '../channel.ts';
import { twilioAccount } from '../shared/twilio-account.ts';
import { fetch } from './fetch.ts';
import { receive } from './inbound.ts';
import { send, signal } from './outbound.ts';
import { verify } from './verify.ts';

export const whatsappSettings = z.object({
  ...twilioAccount,
  /** The WhatsApp sender's number in E.164, or the SID of a messaging service that has it. */
  from: z
    .string()
    .regex(/^(\+[1-9]\d{6,14}|MG[0-9a-f]{32})$/i, 'is neither a number like +14155238886 nor a MG... SID'),
});

/** WhatsApp by Twilio. */
export const whatsapp = defineChannel({
  name: 'whatsapp',
  settings: whatsappSettings,
  limits: { text: 1600, choices: 0 },
  sends: ['text', 'media', 'location', 'template'],
  // Typing marks as read, and there is no call that marks as read alone.
  signals: ['typing'],
  // The customer service window: https://www.twilio.com/docs/whatsapp/key-concepts
  window: { open: day, beyond: ['template'] },
  verify,
  receive,
  send,
  signal,
  fetch,
  // Twilio would send any other answer to the customer, or log it as an error.
  accepted: () => ({ contentType: 'text/xml', body: '<Response/>' }),
});
