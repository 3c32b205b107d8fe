import * as z from 'zod';
import { defineChannel } from '../channel.ts';
import { metaApp, metaId } from '../shared/meta-app.ts';
import { answerWindow } from '../shared/meta-send.ts';
import { receive } from './inbound.ts';
import { send, signal } from './outbound.ts';
import { verify } from './verify.ts';

export const messengerSettings = z.object({
  pageId: metaId,
  /** The page's own token, not that of a person. */
  accessToken: z.string().min(1),
  ...metaApp,
});

/** A page on Facebook Messenger. */
export const messenger = defineChannel({
  name: 'messenger',
  settings: messengerSettings,
  limits: { text: 2000, choices: 13 },
  sends: ['text', 'media', 'choices', 'reaction'],
  signals: ['typing', 'read'],
  window: answerWindow,
  // Of audio and video Meta takes ten a second; what is too fast comes back as Transient.
  rate: 300,
  verify,
  receive,
  send,
  signal,
});
