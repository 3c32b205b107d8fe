import * as z from 'zod';
import { defineChannel } from '../channel.ts';
import { fetch } from './fetch.ts';
import { receive } from './inbound.ts';
import { send } from './outbound.ts';
import { verify } from './verify.ts';

export const slackSettings = z.object({
  signingSecret: z.string().min(1),
  botUserToken: z.string().regex(/^xoxb-./, 'is no bot user token, which starts with xoxb-'),
});

/**
 * A Slack app in one workspace. Slack takes about one message a second in each of its channels and tells by 429 when that is
 * too fast; it names no limit for a whole account, so there is no `rate`.
 */
export const slack = defineChannel({
  name: 'slack',
  settings: slackSettings,
  limits: { text: 4000, choices: 25 },
  sends: ['text', 'media', 'choices', 'reaction'],
  verify,
  receive,
  send,
  fetch,
});
