import * as z from 'zod';
import { lineSettings } from '../../../lib/channels/line/index.ts';
import { isSuccess, refusal } from '../../../lib/channels/shared/answer.ts';
import { readAnswer } from '../../../lib/channels/shared/json.ts';
import type { Http } from '../../../lib/http.ts';
import { defineConnector, type Finding } from '../connector.ts';
import { again, right, wrong } from '../findings.ts';

const account = 'LINE Developers console (developers.line.biz), your provider, your Messaging API channel';

/** https://developers.line.biz/en/reference/messaging-api/#set-webhook-endpoint-url */
export const line = defineConnector({
  questions: [
    { setting: 'channelSecret', where: `${account}: Basic settings, Channel secret`, secret: true },
    {
      setting: 'channelAccessToken',
      where: `${account}: Messaging API, Channel access token (long-lived), Issue`,
      secret: true,
    },
  ],
  settings: lineSettings,
  async register({ channelAccessToken }, webhook, http) {
    const call = { method: 'PUT', path: 'channel/webhook/endpoint', body: { endpoint: webhook } };
    const response = await ask(call, channelAccessToken, http);
    if (!isSuccess(response)) throw refusal('LINE', response, { reason: reasonIn(response.body), what: 'the webhook' });
    return [`LINE sends this account's events to ${webhook}.`];
  },
  async check({ channelAccessToken }, webhook, http) {
    const bot = await ask({ method: 'GET', path: 'info' }, channelAccessToken, http);
    const info = isSuccess(bot) ? readAnswer(bot.body, infoShape) : undefined;
    if (!info) return [wrong(`LINE does not take the channel access token (${bot.status}): issue a new one.`)];
    const token = right(`The token is that of ${info.displayName} (${info.basicId}).`);
    return [token, await endpointOf(webhook, channelAccessToken, http), await trial(webhook, channelAccessToken, http)];
  },
  remains: () => [
    `${account}: Messaging API, turn on "Use webhook", and "Webhook redelivery" so that nothing is lost while we are down.`,
    'LINE Official Account Manager, Settings, Response settings: turn off auto-response and greeting messages.',
  ],
});

const infoShape = z.object({ displayName: z.string(), basicId: z.string() });
const endpointShape = z.object({ endpoint: z.string(), active: z.boolean() });
const reasonShape = z.object({ message: z.string() });
const trialShape = z.object({ success: z.boolean(), statusCode: z.int(), reason: z.string(), detail: z.string() });

async function endpointOf(webhook: string, token: string, http: Http): Promise<Finding> {
  const response = await ask({ method: 'GET', path: 'channel/webhook/endpoint' }, token, http);
  const found = readAnswer(response.body, endpointShape);
  if (!found) return wrong(`LINE knows no webhook for this account: ${again}`);
  if (found.endpoint !== webhook)
    return wrong(`LINE sends events to ${found.endpoint} instead of ${webhook}: ${again}`);
  return found.active
    ? right('The webhook leads to us and is turned on.')
    : wrong(`The webhook leads to us but is turned off: turn on "Use webhook" in the ${account}, Messaging API.`);
}

/** LINE itself calls the webhook, so that its signature and ours are compared too. */
async function trial(endpoint: string, token: string, http: Http): Promise<Finding> {
  const response = await ask({ method: 'POST', path: 'channel/webhook/test', body: { endpoint } }, token, http);
  const result = readAnswer(response.body, trialShape);
  if (result?.success) return right('LINE called the webhook and was answered.');
  if (result?.statusCode === 401)
    return wrong('LINE called the webhook and its signature did not fit: compare the channel secret with the console.');
  const reason = result
    ? `${result.reason}, ${result.detail}`
    : (reasonIn(response.body) ?? `status ${response.status}`);
  return wrong(`LINE called the webhook and was not answered well (${reason}): is the stack deployed?`);
}

const reasonIn = (body: Buffer) => readAnswer(body, reasonShape)?.message;

const ask = ({ method, path, body }: { method: string; path: string; body?: unknown }, token: string, http: Http) =>
  http({
    method,
    url: `https://api.line.me/v2/bot/${path}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
