import * as z from 'zod';
import { defineChannel } from '../channel.ts';
import { twilioAccount } from '../shared/twilio-account.ts';
import { fetch } from './fetch.ts';
import { receive } from './inbound.ts';
import { send } from './outbound.ts';
import { verify } from './verify.ts';

export const smsSettings = z.object({
  ...twilioAccount,
  /** A number in E.164, or the SID of a messaging service. */
  from: z.string().min(1),
});

/** SMS and MMS of Twilio. */
export const sms = defineChannel({
  name: 'sms',
  settings: smsSettings,
  limits: { text: 1600, choices: 0 },
  sends: ['text', 'media', 'template'],
  verify,
  receive,
  send,
  fetch,
  // Twilio would send any other answer to the customer, or log it as an error.
  accepted: () => ({ contentType: 'text/xml', body: '<Response/>' }),
});
