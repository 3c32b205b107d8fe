import * as z from 'zod';
import { isSuccess, refusal } from '../../../lib/channels/shared/answer.ts';
import { readAnswer } from '../../../lib/channels/shared/json.ts';
import { viberErrors } from '../../../lib/channels/viber/errors.ts';
import { viberSettings } from '../../../lib/channels/viber/index.ts';
import type { Http } from '../../../lib/http.ts';
import { defineConnector } from '../connector.ts';
import { again, right, wrong } from '../findings.ts';

/** The callbacks that can be turned off; messages always come. */
const eventTypes = ['delivered', 'seen', 'failed', 'subscribed', 'unsubscribed', 'conversation_started'];

/** https://developers.viber.com/docs/api/rest-bot-api/#webhooks */
export const viber = defineConnector({
  questions: [
    { setting: 'authToken', where: 'Viber app: More, Settings, Bots, your bot, Edit info, Your app key', secret: true },
    { setting: 'senderName', where: 'the name that customers see, 28 characters at most', secret: false },
    {
      setting: 'senderAvatar',
      where: 'the https address of a picture of 720 by 720 pixels, 100 kB at most',
      secret: false,
      optional: true,
    },
  ],
  settings: viberSettings,
  async register({ authToken }, webhook, http) {
    const body = { url: webhook, event_types: eventTypes, send_name: true, send_photo: false };
    const { response, status, status_message } = await ask('set_webhook', body, authToken, http);
    if (status === 0)
      return [`Viber sends this bot's events to ${webhook}; it tried the address out and was answered.`];
    const known = viberErrors[status ?? -1];
    throw refusal('Viber', response, {
      reason: known?.meaning ?? status_message,
      remedy: known?.remedy,
      what: 'the webhook',
    });
  },
  async check({ authToken }, webhook, http) {
    const {
      status,
      status_message,
      name,
      webhook: registered,
      event_types = [],
    } = await ask('get_account_info', {}, authToken, http);
    if (status !== 0) {
      const known = viberErrors[status ?? -1];
      const reason = known?.meaning ?? status_message ?? 'no reason given';
      return [wrong(`Viber refuses the token: ${reason}. ${known?.remedy ?? ''}`.trim())];
    }
    const missing = eventTypes.filter((type) => !event_types.includes(type));
    return [
      right(`The token is that of the bot ${name}.`),
      registered === webhook
        ? right('The webhook leads to us.')
        : wrong(`Viber sends events to ${registered || 'nowhere'} instead of ${webhook}: ${again}`),
      missing.length === 0
        ? right('Viber tells us of everything that we listen to.')
        : wrong(`Viber does not tell us of ${missing.join(', ')}: ${again}`),
    ];
  },
  remains: () => [
    'Viber: the bot must be live on commercial terms before customers outside its administrators find it.',
  ],
});

const answerShape = z.object({
  status: z.int(),
  status_message: z.string().optional(),
  name: z.string().optional(),
  webhook: z.string().optional(),
  event_types: z.array(z.string()).optional(),
});

async function ask(method: string, body: unknown, authToken: string, http: Http) {
  const response = await http({
    method: 'POST',
    url: `https://chatapi.viber.com/pa/${method}`,
    headers: { 'x-viber-auth-token': authToken, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    // Viber answers set_webhook only once our webhook has answered it.
    timeout: 30_000,
  });
  const { status, ...answer } = readAnswer(response.body, answerShape) ?? {};
  return { response, ...answer, status: isSuccess(response) ? status : undefined };
}
