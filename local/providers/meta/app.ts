import { randomInt } from 'node:crypto';
import * as z from 'zod';
import type { ApiAnswer, ApiCall } from '../api.ts';
import { checkToken, read, refuse, success } from './graph.ts';

type App = { id: string; appSecret: string; accessToken: string; object: string; scopes: string[] };

const subscription = z.object({
  object: z.string(),
  callback_url: z.url(),
  verify_token: z.string(),
  fields: z.string(),
});

/**
 * The calls by which an app is connected: its webhook, what its token may do, and whether it is subscribed to an account.
 * Gives undefined for any other. https://developers.facebook.com/docs/graph-api/reference/app/subscriptions
 */
export function openApp(app: App) {
  const appToken = `${app.id}|${app.appSecret}`;
  const webhooks = new Map<string, z.infer<typeof subscription>>();
  let subscribed: string[] | undefined;

  async function subscriptions(call: ApiCall): Promise<ApiAnswer> {
    checkToken(call, appToken);
    if (call.method === 'POST') {
      const asked = read(call.body, subscription, 100);
      await shakeHands(asked.callback_url, asked.verify_token);
      webhooks.set(asked.object, asked);
      return success;
    }
    const data = [...webhooks.values()].map(({ object, callback_url, fields }) => ({
      object,
      callback_url,
      active: true,
      fields: fields.split(',').map((name) => ({ name, version: 'v25.0' })),
    }));
    return { status: 200, body: { data } };
  }

  function subscribedApps(call: ApiCall): ApiAnswer {
    checkToken(call, app.accessToken);
    if (call.method === 'POST') {
      subscribed = new URLSearchParams(call.path.split('?')[1]).get('subscribed_fields')?.split(',') ?? [];
      return success;
    }
    const one =
      app.object === 'whatsapp_business_account'
        ? { whatsapp_business_api_data: { id: app.id, name: 'Seaway', link: 'https://seaway.example' } }
        : { id: app.id, name: 'Seaway', subscribed_fields: subscribed };
    return { status: 200, body: { data: subscribed ? [one] : [] } };
  }

  function debugToken(call: ApiCall): ApiAnswer {
    checkToken(call, appToken);
    const good = new URLSearchParams(call.path.split('?')[1]).get('input_token') === app.accessToken;
    const data = { app_id: app.id, is_valid: good, expires_at: 0, scopes: good ? app.scopes : [] };
    return { status: 200, body: { data } };
  }

  return (call: ApiCall): ApiAnswer | Promise<ApiAnswer> | undefined => {
    const path = call.path.split('?')[0] ?? '';
    if (path.endsWith(`/${app.id}/subscriptions`)) return subscriptions(call);
    if (path.endsWith('/subscribed_apps')) return subscribedApps(call);
    return path.endsWith('/debug_token') ? debugToken(call) : undefined;
  };
}

/** An address is tried out before it is taken: https://developers.facebook.com/docs/graph-api/webhooks/getting-started */
export async function shakeHands(url: string, verifyToken: string): Promise<void> {
  const challenge = String(randomInt(1_000_000_000));
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.challenge': challenge,
    'hub.verify_token': verifyToken,
  });
  const answer = await fetch(`${url}?${query}`).catch(() => undefined);
  if (answer?.status === 200 && (await answer.text()) === challenge) return;
  const fault = answer ? `HTTP Status Code = ${answer.status}` : 'no answer';
  refuse(400, { code: 2200, message: `Callback verification failed with the following errors: ${fault}` });
}
