import * as z from 'zod';
import { defineChannel } from '../channel.ts';
import { serviceAccount } from '../shared/google-token.ts';
import { receive } from './inbound.ts';
import { send, signal } from './outbound.ts';
import { verify } from './verify.ts';

export const rcsSettings = z.object({
  /** As the console shows it, with or without @rbm.goog. */
  agentId: z.string().min(1),
  /** What the webhook was registered with; it also signs what comes. */
  clientToken: z.string().min(1),
  ...serviceAccount,
  /** Where the agent was created to live. */
  region: z.enum(['us', 'europe', 'asia']).optional(),
  /** What our messages are about; an agent for several uses may not send without. */
  trafficType: z.enum(['AUTHENTICATION', 'TRANSACTION', 'PROMOTION', 'SERVICEREQUEST', 'ACKNOWLEDGEMENT']).optional(),
  /** Seconds after which an undelivered message is taken back; 30 days by Google's own rule unless told. */
  expiresAfter: z.int().min(10).max(1_296_000).optional(),
});

/** Google's RCS for Business, also called RCS Business Messaging. */
export const rcs = defineChannel({
  name: 'rcs',
  settings: rcsSettings,
  limits: { text: 3072, choices: 11 },
  sends: ['text', 'media', 'choices'],
  signals: ['typing', 'read'],
  verify,
  receive,
  send,
  signal,
});
