import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { messengerSettings } from '../../../lib/channels/messenger/index.ts';
import { graph } from '../../../lib/channels/shared/meta-graph.ts';
import { defineConnector } from '../connector.ts';
import { finding, right } from '../findings.ts';
import { askMeta, checkSubscription, checkToken, checkWebhook, enterWebhook, webhookByHand } from '../meta.ts';

const fields = [
  'messages',
  'messaging_postbacks',
  'message_deliveries',
  'message_reads',
  'message_echoes',
  'message_edits',
  'message_reactions',
  'messaging_referrals',
  'messaging_optins',
] as const;

const scopes = ['pages_messaging', 'pages_manage_metadata'];

const app = 'App Dashboard (developers.facebook.com/apps), your app';

/** https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks */
export const messenger = defineConnector({
  questions: [
    { setting: 'pageId', where: 'your Facebook page: About, Page transparency, Page ID', secret: false },
    {
      setting: 'accessToken',
      where: `${app}: Messenger, Messenger API Settings, Generate access tokens, for the page`,
      secret: true,
    },
    { setting: 'appSecret', where: `${app}: App settings, Basic, App secret`, secret: true },
    { setting: 'appId', where: `${app}: App settings, Basic, App ID`, secret: false, optional: true },
    { setting: 'verifyToken', where: 'any text; one is made if you give none', secret: true, optional: true },
  ],
  settings: messengerSettings.extend({ verifyToken: z.string().min(1).default(randomUUID) }),
  async register({ appId, pageId, accessToken: token, ...app }, webhook, http) {
    const entered = appId
      ? [await enterWebhook({ ...app, appId, accessToken: token, ...listened }, webhook, http)]
      : [];
    const url = `${graph}/${pageId}/subscribed_apps?subscribed_fields=${fields.join(',')}`;
    await askMeta({ method: 'POST', url, token, what: 'the subscription' }, z.unknown(), http);
    return [...entered, 'The app is told what happens to the page.'];
  },
  async check({ appId, pageId, accessToken: token, ...app }, webhook, http) {
    const known = appId ? { ...app, appId, accessToken: token, ...listened } : undefined;
    return Promise.all([
      finding(async () => {
        const url = `${graph}/${pageId}?fields=name`;
        const page = await askMeta({ method: 'GET', url, token, what: 'the page' }, named, http);
        return right(`The token leads to the page ${page?.name ?? pageId}.`);
      }),
      checkSubscription({ url: `${graph}/${pageId}/subscribed_apps`, token, fields }, http),
      ...(known ? [checkToken(known, scopes, http), checkWebhook(known, webhook, http)] : []),
    ]);
  },
  remains: ({ appId, verifyToken }, webhook) => [
    ...(appId ? [] : [webhookByHand('Messenger, Messenger API Settings, Webhooks', webhook, verifyToken, fields)]),
    `${app}: publish it, and ask for pages_messaging in App Review, before others than its own people are answered.`,
    `${app}: ask for Human Agent in App Review, so that agents can answer for 7 days instead of 24 hours.`,
  ],
});

const listened = { object: 'page', fields };
const named = z.object({ name: z.string().optional() });
