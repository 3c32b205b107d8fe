import * as z from 'zod';
import { defineChannel } from '../channel.ts';

import { receive } from './inbound.ts';
import { send, signal } from './outbound.ts';
import { verify } from './verify.ts';

const digits = z.string().regex(/^\d+$/, 'must be digits alone');

export const instagramSettings = z.object({
  /** The professional account's id. */
  instagramId: digits,
  /** With Instagram Login the account's own token; with a page, the page's. */
  accessToken: z.string().min(1),
  appSecret: z.string().min(1),
  /** Any text, which Meta repeats when the webhook's address is entered. */
  verifyToken: z.string().min(1),
  /** The Facebook page that the account is linked to, where the token is a page's; none with Instagram Login. */
  pageId: digits.optional(),
  /** Only `seaway channel connect` needs it, to enter the webhook's address by itself. */
  appId: digits.optional(),
});

const day = 86_400_000;

/** A professional account on Instagram. */
export const instagram = defineChannel({
  name: 'instagram',
  settings: instagramSettings,
  // The limit is 1000 bytes: fewer characters where they are not ASCII.
  limits: { text: 1000, choices: 13 },
  sends: ['text', 'media', 'choices'],
  verify,
  receive,
  send,
  signal,
  signals: ['typing', 'read'],
  // https://developers.facebook.com/documentation/business-messaging/messenger-platform/policy
  window: { open: day, agent: 7 * day, beyond: [] },
  rate: 300,
});
