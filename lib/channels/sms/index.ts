import * as z from 'zod';
import { defineChannel } from '../channel.ts';
import { receive } from './inbound.ts';
import { send } from './outbound.ts';
import { verify } from './verify.ts';

const settings = z.object({
  accountSid: z.string().startsWith('AC'),
  /** Signs the webhooks; it also sends, unless an API key is given. */
  authToken: z.string().min(1),
  /** A number in E.164, or the SID of a messaging service. */
  from: z.string().min(1),
  apiKey: z.object({ sid: z.string().startsWith('SK'), secret: z.string().min(1) }).optional(),
});

/** SMS and MMS of Twilio. */
export const sms = defineChannel({
  name: 'sms',
  settings,
  limits: { text: 1600, choices: 0 },
  sends: ['text', 'media', 'template'],
  verify,
  receive,
  send,
  // Twilio would send any other answer to the customer, or log it as an error.
  accepted: () => ({ contentType: 'text/xml', body: '<Response/>' }),
});
