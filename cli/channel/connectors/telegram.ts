import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { isSuccess } from '../../../lib/channels/shared/answer.ts';
import { readAnswer } from '../../../lib/channels/shared/json.ts';
import { ask, refusedBy } from '../../../lib/channels/telegram/api.ts';
import { telegramSettings } from '../../../lib/channels/telegram/index.ts';
import type { Http } from '../../../lib/http.ts';
import { defineConnector, type Finding } from '../connector.ts';
import { again, right, wrong } from '../findings.ts';

/** What the channel reads; reactions come only to who asks for them. */
const updates = ['message', 'edited_message', 'callback_query', 'my_chat_member', 'message_reaction'];

/** https://core.telegram.org/bots/api#setwebhook */
export const telegram = defineConnector({
  questions: [{ setting: 'botToken', where: 'Telegram: @BotFather, /mybots, your bot, API Token', secret: true }],
  // Nobody has to make up the secret that Telegram repeats to us.
  settings: telegramSettings.extend({
    secretToken: telegramSettings.shape.secretToken.default(() => randomBytes(32).toString('base64url')),
  }),
  async register({ botToken, secretToken }, webhook, http) {
    const parameters = { url: webhook, secret_token: secretToken, allowed_updates: updates };
    const response = await ask({ method: 'setWebhook', parameters }, { botToken }, http);
    if (!isSuccess(response)) throw refusedBy(response, 'the webhook');
    return [`Telegram sends this bot's updates to ${webhook}.`];
  },
  async check({ botToken }, webhook, http) {
    const bot = await lookUp('getMe', botToken, http);
    if (!bot?.username) return [wrong('Telegram does not take the token: copy it again from @BotFather.')];
    const result = (await lookUp('getWebhookInfo', botToken, http)) ?? {};
    return [
      right(`The token is that of @${bot.username}.`),
      addressIn(result, webhook),
      updatesIn(result),
      deliveryIn(result),
    ];
  },
  remains: () => [
    'To read all messages in groups, not only those that address the bot: @BotFather, /setprivacy, Disable; then add the bot to the group again.',
    'To see reactions in a group: make the bot an administrator of it.',
  ],
});

const resultShape = z.object({
  username: z.string().optional(),
  url: z.string().optional(),
  allowed_updates: z.array(z.string()).optional(),
  pending_update_count: z.int().optional(),
  last_error_date: z.int().optional(),
  last_error_message: z.string().optional(),
});
type Result = z.infer<typeof resultShape>;

const answerShape = z.object({ result: resultShape });

const addressIn = ({ url }: Result, webhook: string): Finding =>
  url === webhook
    ? right('The webhook leads to us.')
    : wrong(`Telegram sends updates to ${url || 'nowhere'} instead of ${webhook}: ${again}`);

function updatesIn({ allowed_updates = [] }: Result): Finding {
  const missing = updates.filter((type) => !allowed_updates.includes(type));
  return missing.length === 0
    ? right('Telegram tells us of everything that we read.')
    : wrong(`Telegram does not tell us of ${missing.join(', ')}: ${again}`);
}

/** Telegram keeps the last error although later updates may have come through; then nothing is waiting. */
function deliveryIn({ last_error_message, last_error_date = 0, pending_update_count = 0 }: Result): Finding {
  if (!last_error_message) return right('No update failed on its way to us.');
  const when = new Date(last_error_date * 1000).toISOString();
  const sentence = `The last error on the way to us was "${last_error_message}" at ${when}; ${pending_update_count} updates wait`;
  return pending_update_count === 0
    ? right(`${sentence}.`)
    : wrong(`${sentence}: is the stack deployed? If the error is 401, ${again}`);
}

/** Asks about the bot; undefined where Telegram does not tell. */
async function lookUp(method: string, botToken: string, http: Http): Promise<Result | undefined> {
  const response = await ask({ method, parameters: {} }, { botToken }, http);
  return readAnswer(response.body, answerShape)?.result;
}
