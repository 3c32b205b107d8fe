import * as z from 'zod';
import { isInside } from '../../inside.ts';
import { signingSecretSchema } from '../../standard-webhooks.ts';
import { defineChannel } from '../channel.ts';
import { fetch } from './fetch.ts';
import { receive } from './inbound.ts';
import { send, signal } from './outbound.ts';
import { verify } from './verify.ts';

export const customSettings = z.object({
  /** Where messages to customers are posted. */
  url: z
    .url({ protocol: /^https$/, error: 'must be an https address', abort: true })
    .refine((url) => !isInside(url), 'must not lead to an inside address'),
  /** Signs in both directions. */
  signingSecret: signingSecretSchema,
  /** The secret before this one, while it is replaced: both sign, and either is accepted. */
  formerSecret: signingSecretSchema.optional(),
});

/** Any system of one's own, by signed JSON in both directions: docs/channels/custom-protocol.md is its specification. */
export const custom = defineChannel({
  name: 'custom',
  settings: customSettings,
  limits: { text: 10_000, choices: 100 },
  sends: ['text', 'media', 'location', 'choices', 'template', 'reaction', 'contact'],
  signals: ['typing', 'read'],
  verify,
  receive,
  send,
  signal,
  fetch,
});
