import * as z from 'zod';
import { defineChannel } from '../channel.ts';
import { fetch } from './files.ts';
import { receive } from './inbound.ts';
import { longestText, send } from './outbound.ts';
import { verify } from './verify.ts';

export const emailSettings = z.object({
  /** Of SES, which is also where the stack is deployed. */
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is not of the form eu-west-1'),
  /** Our address: customers write to it and hear from it. */
  from: z.email(),
  /** The name beside it. */
  name: z.string().min(1).optional(),
  /** Of a mail that answers none. */
  subject: z.string().min(1).optional(),
  /** With which a mail server signs what it posts to our webhook. */
  signingKey: z.string().min(32, 'must have 32 characters at least'),
  /** Of SES, for its own reports on what is sent. */
  configurationSet: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 _ -')
    .optional(),
});

/** E-mail: in from any server that signs, out by Amazon SES. */
export const email = defineChannel({
  name: 'email',
  settings: emailSettings,
  limits: { text: longestText, choices: 0 },
  sends: ['text', 'media'],
  // What SES grants an account that has left the sandbox; more on request.
  rate: 14,
  verify,
  receive,
  send,
  fetch,
});
