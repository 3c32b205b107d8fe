import * as z from 'zod';
import { defineChannel } from '../channel.ts';
import { twilioAccount } from '../shared/twilio-account.ts';
import { receive } from './inbound.ts';
import { fetch } from './media.ts';
import { send } from './outbound.ts';
import { verify } from './verify.ts';

export const twilioConversationsSettings = z.object({
  ...twilioAccount,
  /** The Conversation service, which is the default one of the account or one of its own. */
  serviceSid: z.string().regex(/^IS[0-9a-f]{32}$/i, 'is no IS... SID'),
  /** By whom our messages are said to be; Twilio says `system` unless told. */
  author: z.string().min(1).optional(),
});

/** Twilio's Conversations (classic). */
export const twilioConversations = defineChannel({
  name: 'twilio-conversations',
  settings: twilioConversationsSettings,
  limits: { text: 1600, choices: 0 },
  sends: ['text', 'media', 'template'],
  verify,
  receive,
  send,
  fetch,
});
