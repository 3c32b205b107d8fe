import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { askDiscord, type Call, callDiscord } from '../../../lib/channels/discord/api.ts';
import { discordSettings } from '../../../lib/channels/discord/settings.ts';
import { isSuccess } from '../../../lib/channels/shared/answer.ts';
import { readAnswer } from '../../../lib/channels/shared/json.ts';
import type { Http } from '../../../lib/http.ts';
import { defineConnector, type Finding } from '../connector.ts';
import { again, right, wrong } from '../findings.ts';

const portal = 'Developer Portal (discord.com/developers/applications), your application';

/** https://docs.discord.com/developers/resources/application#edit-current-application */
export const discord = defineConnector({
  questions: [
    { setting: 'applicationId', where: `${portal}: General Information, Application ID`, secret: false },
    { setting: 'publicKey', where: `${portal}: General Information, Public Key`, secret: false },
    { setting: 'botToken', where: `${portal}: Bot, Token, Reset Token`, secret: true },
  ],
  settings: discordSettings.extend({
    relaySecret: discordSettings.shape.relaySecret.default(() => randomBytes(32).toString('base64url')),
  }),
  async register({ applicationId, botToken }, webhook, http) {
    const ask = (call: Call) => askDiscord(call, botToken, http);
    await ask({ method: 'PUT', path: `/applications/${applicationId}/commands`, body: [support], what: 'the command' });
    await ask({
      method: 'PATCH',
      path: '/applications/@me',
      what: 'the webhook',
      body: {
        interactions_endpoint_url: webhook,
        event_webhooks_url: webhook,
        event_webhooks_status: enabled,
        event_webhooks_types: ['APPLICATION_AUTHORIZED', 'APPLICATION_DEAUTHORIZED'],
      },
    });
    return [
      'The command /support is there, in place of any other that the application had.',
      `Discord sends commands, presses and installations to ${webhook}; it tried the address out and was answered.`,
    ];
  },
  async check({ applicationId, publicKey, botToken }, webhook, http) {
    const ask = <Shape>(path: string, shape: z.ZodType<Shape>) => lookUp(path, shape, botToken, http);
    const found = await ask('/applications/@me', applicationShape);
    if (!found) return [wrong('Discord does not take the bot token: reset it in the portal, Bot, and connect again.')];
    const commands = await ask(`/applications/${applicationId}/commands`, commandsShape);
    const start = await ask('/gateway/bot', startShape);
    return [
      found.id === applicationId
        ? right(`The token is that of ${found.name}.`)
        : wrong(`The token is that of another application, ${found.name} (${found.id}): compare the application ID.`),
      found.verify_key === publicKey
        ? right('The public key is that of the application.')
        : wrong('The public key is not that of the application, so that nothing is accepted: copy it again.'),
      leadsTo('Commands and presses go', found.interactions_endpoint_url, webhook),
      found.event_webhooks_status === enabled
        ? leadsTo('Installations go', found.event_webhooks_url, webhook)
        : wrong(`Discord tells of no installations: ${again}`),
      commands?.some(({ name }) => name === support.name)
        ? right('The command /support is there.')
        : wrong(`There is no command /support: ${again}`),
      intents(found.flags),
      start
        ? sessions(start.session_start_limit.remaining)
        : wrong('Discord does not say where its Gateway is: ask again.'),
    ];
  },
  remains: ({ applicationId }) => [
    `Invite the bot to your server: ${invitation(applicationId)}`,
    `${portal}: Installation, turn on User Install too, so that people may add the bot to their own account.`,
    'For ordinary direct messages, give the account relay: true in config/deployment.ts and deploy, now that its secret is there.',
  ],
});

/** Of webhook events: 1 is disabled, 3 disabled by Discord because nobody answered. */
const enabled = 2;

/** Texts in the languages that Discord has of ours: https://docs.discord.com/developers/reference#locales */
const support = {
  type: 1,
  name: 'support',
  description: 'Ask our support team',
  description_localizations: {
    de: 'Frag unser Support-Team',
    'es-ES': 'Pregunta a nuestro equipo de soporte',
    ja: 'サポートチームに質問する',
    'zh-TW': '詢問我們的客服團隊',
  },
  options: [
    { type: 3, name: 'text', description: 'Your question', required: true },
    { type: 11, name: 'file', description: 'A picture or a document', required: false },
  ],
};

/** No permission is needed: answers go by the interaction or into direct messages. */
const invitation = (applicationId: string) =>
  `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot+applications.commands&permissions=0`;

const applicationShape = z.object({
  id: z.string(),
  name: z.string(),
  verify_key: z.string(),
  flags: z.int().default(0),
  interactions_endpoint_url: z.string().nullish(),
  event_webhooks_url: z.string().nullish(),
  event_webhooks_status: z.int().optional(),
});
const commandsShape = z.array(z.object({ name: z.string() }));
const startShape = z.object({ session_start_limit: z.object({ remaining: z.int() }) });

async function lookUp<Shape>(path: string, shape: z.ZodType<Shape>, botToken: string, http: Http) {
  const response = await callDiscord({ method: 'GET', path }, botToken, http);
  return isSuccess(response) ? readAnswer(response.body, shape) : undefined;
}

function leadsTo(what: string, address: string | null | undefined, webhook: string): Finding {
  if (address === webhook) return right(`${what} to us.`);
  return wrong(`${what} ${address ? `to ${address}` : 'nowhere'} instead of ${webhook}: ${again}`);
}

/** Flags of the privileged intents, each granted in full or for a bot in few servers. */
const privileged = [
  ['Presence', (1 << 12) | (1 << 13)],
  ['Server Members', (1 << 14) | (1 << 15)],
  ['Message Content', (1 << 18) | (1 << 19)],
] as const;

function intents(flags: number): Finding {
  const on = privileged.filter(([, mask]) => flags & mask).map(([name]) => name);
  const spare = on.length > 0 ? ` ${on.join(', ')} could be turned off in the portal, Bot.` : '';
  return right(`The relay asks for direct messages only, and needs no privileged intent.${spare}`);
}

const sessions = (remaining: number): Finding =>
  remaining > 0
    ? right(`The relay may begin ${remaining} more sessions today.`)
    : wrong('The relay has begun all sessions that it may today: it goes on when Discord lets it, see its logs.');
