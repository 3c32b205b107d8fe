import * as z from 'zod';
import { defineChannel } from '../channel.ts';
import { receive } from './inbound.ts';
import { longest, send, signal } from './outbound.ts';
import { verify } from './verify.ts';

/** 32 characters are the 256 bits of the hash, as far as they can be typed: https://www.rfc-editor.org/rfc/rfc7518#section-3.2 */
const key = z.string().min(32, 'must have 32 characters at least');

const origin = z
  .string()
  .refine(
    (text) => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text,
    'must be an origin such as https://www.example.com, without a path',
  );

export const webchatSettings = z
  .object({
    /** Signs our session tokens: nobody else needs it. */
    sessionKey: key,
    /** Signs what a host page says of who is logged in there: its server has it too. */
    identityKey: key,
    /** The pages that may open the chat. */
    origins: z.array(origin).min(1),
  })
  .refine(({ sessionKey, identityKey }) => sessionKey !== identityKey, {
    path: ['identityKey'],
    message: 'must not be the sessionKey: who signs identities could make sessions',
  });
export type WebchatSettings = z.infer<typeof webchatSettings>;

/** Our own chat on a web page, by HTTP and WebSocket: docs/channels/webchat.md. */
export const webchat = defineChannel({
  name: 'webchat',
  settings: webchatSettings,
  limits: { text: longest, choices: 100 },
  sends: ['text', 'media', 'location', 'choices', 'reaction', 'contact'],
  signals: ['typing', 'read'],
  live: true,
  visitors: true,
  verify,
  receive,
  send,
  signal,
});
