import * as z from 'zod';
import { isSuccess } from '../../lib/channels/shared/answer.ts';
import { readAnswer } from '../../lib/channels/shared/json.ts';
import { type GraphErrors, graph, graphRefusal } from '../../lib/channels/shared/meta-graph.ts';
import type { Http } from '../../lib/http.ts';
import type { Finding } from './connector.ts';
import { again, finding, right, wrong } from './findings.ts';

type Call = { method: 'GET' | 'POST'; url: string; token: string; body?: unknown; what: string };

/** Calls the Graph API of Meta and gives the answer, as far as it has this shape. Throws as a channel's `send` does. */
export async function askMeta<Shape>(
  { method, url, token, body, what }: Call,
  shape: z.ZodType<Shape>,
  http: Http,
): Promise<Shape | undefined> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  // Meta answers a call that names a webhook only once the webhook has answered its handshake.
  const sent = { method, url, headers, timeout: 30_000, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const response = await http(sent);
  if (!isSuccess(response)) throw graphRefusal(response, { provider: 'Meta', errors: connectErrors, what });
  return readAnswer(response.body, shape);
}

/** An app of Meta, as far as its webhook goes: its `object` and the `fields` of it that we listen to. */
export type App = {
  appId: string;
  appSecret: string;
  accessToken: string;
  verifyToken: string;
  object: string;
  fields: readonly string[];
};

const appToken = ({ appId, appSecret }: App) => `${appId}|${appSecret}`;

/** Enters our webhook for the app. https://developers.facebook.com/docs/graph-api/reference/app/subscriptions */
export async function enterWebhook(app: App, webhook: string, http: Http): Promise<string> {
  const { object, fields, verifyToken: verify_token } = app;
  const body = { object, callback_url: webhook, verify_token, fields: fields.join(',') };
  const url = `${graph}/${app.appId}/subscriptions`;
  await askMeta({ method: 'POST', url, token: appToken(app), body, what: 'the webhook' }, z.unknown(), http);
  return `Meta sends what happens to ${webhook}; it tried the address out and was answered.`;
}

const webhooks = z.object({
  data: z.array(
    z.object({ object: z.string(), callback_url: z.string(), fields: z.array(z.object({ name: z.string() })) }),
  ),
});

/** Does the app's webhook lead to us, with every field that we listen to? */
export const checkWebhook = (app: App, webhook: string, http: Http): Promise<Finding> =>
  finding(async () => {
    const url = `${graph}/${app.appId}/subscriptions`;
    const answer = await askMeta({ method: 'GET', url, token: appToken(app), what: 'the question' }, webhooks, http);
    const entered = answer?.data.find(({ object }) => object === app.object);
    if (entered?.callback_url !== webhook) {
      const where = entered ? `to ${entered.callback_url}` : 'nowhere';
      return wrong(`Meta's webhook leads ${where} instead of ${webhook}: ${again}`);
    }
    return fieldsFinding(
      'The webhook leads to us',
      app.fields,
      entered.fields.map(({ name }) => name),
    );
  });

const subscriptions = z.object({
  data: z.array(z.object({ id: z.string().optional(), subscribed_fields: z.array(z.string()).optional() })),
});

/** Is the app told what happens to the account, in all of these fields? Of none, whether it is told at all. */
export const checkSubscription = (
  { url, token, fields }: { url: string; token: string; fields: readonly string[] },
  http: Http,
): Promise<Finding> =>
  finding(async () => {
    const answer = await askMeta({ method: 'GET', url, token, what: 'the question' }, subscriptions, http);
    const [subscribed] = answer?.data ?? [];
    if (!subscribed) return wrong(`The app is not told what happens to the account: ${again}`);
    return fieldsFinding('The app is told what happens to the account', fields, subscribed.subscribed_fields ?? []);
  });

function fieldsFinding(sentence: string, wanted: readonly string[], found: string[]): Finding {
  const missing = wanted.filter((field) => !found.includes(field));
  if (missing.length === 0) return right(`${sentence}.`);
  return wrong(`${sentence}, but not of ${missing.join(', ')}: ${again}`);
}

const debugged = z.object({
  data: z.object({ is_valid: z.boolean(), expires_at: z.number().optional(), scopes: z.array(z.string()).optional() }),
});

/** Is the token good, for how long, and may it do what we need? https://developers.facebook.com/docs/graph-api/reference/debug_token */
export const checkToken = (app: App, scopes: readonly string[], http: Http): Promise<Finding> =>
  finding(async () => {
    const url = `${graph}/debug_token?input_token=${encodeURIComponent(app.accessToken)}`;
    const answer = await askMeta({ method: 'GET', url, token: appToken(app), what: 'the question' }, debugged, http);
    const { is_valid: valid, expires_at: expires = 0, scopes: granted = [] } = answer?.data ?? { is_valid: false };
    if (!valid) return wrong('The access token is not valid: make a new one and connect again.');
    const missing = scopes.filter((scope) => !granted.includes(scope));
    if (missing.length > 0) return wrong(`The access token lacks ${missing.join(', ')}: make a new one with it.`);
    if (expires === 0) return right('The access token is good and does not expire.');
    const day = new Date(expires * 1000).toISOString().slice(0, 10);
    return wrong(`The access token expires on ${day}: make one of a system user, which does not.`);
  });

/** How a person enters the webhook where we have no app id to do it with. */
export const webhookByHand = (where: string, webhook: string, verifyToken: string, fields: readonly string[]): string =>
  `App Dashboard (developers.facebook.com/apps), ${where}: enter the callback URL ${webhook} and the verify token ` +
  `${verifyToken}, and subscribe to ${fields.join(', ')}.`;

const connectErrors: GraphErrors = {
  100: { meaning: 'something in the settings is not known to Meta', remedy: 'Compare the ids with the console.' },
  2200: {
    meaning: 'our webhook did not answer the handshake',
    remedy: 'Is the stack deployed, and the secret older than a few minutes? Then connect again.',
  },
};
