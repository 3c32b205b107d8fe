import * as z from 'zod';
import { defineChannel } from '../channel.ts';
import { fetch } from './fetch.ts';
import { receive } from './inbound.ts';
import { accepted } from './invoke.ts';
import { send, signal } from './outbound.ts';
import { verify } from './verify.ts';

export const teamsSettings = z.object({
  appId: z.guid(),
  clientSecret: z.string().min(1),
  /** The directory that the app belongs to; none for the apps of many tenants, which are no longer given out. */
  tenantId: z
    .string()
    .regex(/^[\w.-]+$/, 'is no id of a tenant')
    .optional(),
});

/**
 * A bot in Microsoft Teams, by the Bot Framework's protocol. A message may have about 100 KB; 40 KB of text are safe, and
 * text counts two bytes a unit. Cards show six buttons. An app sends 50 messages a second in a tenant.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */
export const teams = defineChannel({
  name: 'teams',
  settings: teamsSettings,
  limits: { text: 20_000, choices: 6 },
  sends: ['text', 'media', 'choices'],
  signals: ['typing'],
  rate: 50,
  published: 'https://login.botframework.com/v1/.well-known/keys',
  verify,
  receive,
  send,
  signal,
  fetch,
  accepted,
});
