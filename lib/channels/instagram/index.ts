import * as z from 'zod';
import { defineChannel } from '../channel.ts';
import { metaApp, metaId } from '../shared/meta-app.ts';
import { answerWindow } from '../shared/meta-send.ts';
import { receive } from './inbound.ts';
import { send, signal } from './outbound.ts';
import { verify } from './verify.ts';

export const instagramSettings = z.object({
  /** The professional account's id. */
  instagramId: metaId,
  /** With Instagram Login the account's own token; with a page, the page's. */
  accessToken: z.string().min(1),
  /** The Facebook page that the account is linked to, where the token is a page's; none with Instagram Login. */
  pageId: metaId.optional(),
  ...metaApp,
});

/** A professional account on Instagram. */
export const instagram = defineChannel({
  name: 'instagram',
  settings: instagramSettings,
  // The limit is 1000 bytes: fewer characters where they are not ASCII.
  limits: { text: 1000, choices: 13 },
  sends: ['text', 'media', 'choices'],
  signals: ['typing', 'read'],
  window: answerWindow,
  rate: 300,
  verify,
  receive,
  send,
  signal,
});
