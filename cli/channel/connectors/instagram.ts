import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { instagramSettings } from '../../../lib/channels/instagram/index.ts';
import { graph, graphVersion } from '../../../lib/channels/shared/meta-graph.ts';
import { defineConnector } from '../connector.ts';
import { finding, right } from '../findings.ts';
import { askMeta, checkSubscription, checkToken, checkWebhook, enterWebhook, webhookByHand } from '../meta.ts';

const fields = [
  'messages',
  'messaging_postbacks',
  'messaging_seen',
  'message_reactions',
  'messaging_referral',
  'messaging_optins',
] as const;

/** A page has no fields of Instagram: one of its own is enough to have the app told of the linked account. */
const pageFields = ['messages'] as const;

const scopes = ['instagram_manage_messages', 'pages_manage_metadata'];

const app = 'App Dashboard (developers.facebook.com/apps), your app';

/** https://developers.facebook.com/documentation/instagram-platform/webhooks */
export const instagram = defineConnector({
  questions: [
    {
      setting: 'instagramId',
      where: `${app}: Instagram, API setup, the number beside the account's name`,
      secret: false,
    },
    {
      setting: 'accessToken',
      where: `${app}: Instagram, API setup, Generate token; or the page's token, with pageId`,
      secret: true,
    },
    {
      setting: 'pageId',
      where: "the linked Facebook page's id, only where the token is the page's",
      secret: false,
      optional: true,
    },
    {
      setting: 'appSecret',
      where: `${app}: App settings, Basic, App secret; if webhooks are then rejected, Instagram, API setup, Instagram app secret`,
      secret: true,
    },
    { setting: 'appId', where: `${app}: App settings, Basic, App ID`, secret: false, optional: true },
    { setting: 'verifyToken', where: 'any text; one is made if you give none', secret: true, optional: true },
  ],
  settings: instagramSettings.extend({ verifyToken: z.string().min(1).default(randomUUID) }),
  async register({ appId, accessToken: token, ...settings }, webhook, http) {
    const app = { ...settings, accessToken: token, ...listened };
    const entered = appId ? [await enterWebhook({ ...app, appId }, webhook, http)] : [];
    const { account, fields } = subscribedBy(settings);
    const url = `${account}/subscribed_apps?subscribed_fields=${fields.join(',')}`;
    await askMeta({ method: 'POST', url, token, what: 'the subscription' }, z.unknown(), http);
    return [...entered, 'The app is told what happens to the account.'];
  },
  async check({ appId, accessToken: token, ...settings }, webhook, http) {
    const known = appId ? { ...settings, appId, accessToken: token, ...listened } : undefined;
    const { account, fields } = subscribedBy(settings);
    return Promise.all([
      finding(async () => {
        const url = `${account}?fields=${settings.pageId ? 'name' : 'username'}`;
        const found = await askMeta({ method: 'GET', url, token, what: 'the account' }, named, http);
        return right(`The token leads to ${found?.username ?? found?.name ?? 'the account'}.`);
      }),
      checkSubscription({ url: `${account}/subscribed_apps`, token, fields }, http),
      // Meta tells nothing of a token of Instagram Login: it lives 60 days and is made anew in the console.
      ...(known && settings.pageId ? [checkToken(known, scopes, http)] : []),
      ...(known ? [checkWebhook(known, webhook, http)] : []),
    ]);
  },
  remains: ({ appId, pageId, verifyToken }, webhook) => [
    ...(appId ? [] : [webhookByHand('Instagram, API setup, Configure webhooks', webhook, verifyToken, fields)]),
    'Instagram app: Settings, Messages and story replies, Message controls, Connected tools: turn on Allow access to messages.',
    `${app}: publish it, and ask for the right to messages in App Review, before others than its own people are answered.`,
    `${app}: ask for Human Agent in App Review, so that agents can answer for 7 days instead of 24 hours.`,
    ...(pageId ? [] : ['Make a new access token within 60 days, and connect again with it: this one expires.']),
  ],
});

const listened = { object: 'instagram', fields };

const named = z.object({ name: z.string().optional(), username: z.string().optional() });

const subscribedBy = ({ instagramId, pageId }: { instagramId: string; pageId?: string | undefined }) =>
  pageId
    ? { account: `${graph}/${pageId}`, fields: pageFields }
    : { account: `https://graph.instagram.com/${graphVersion}/${instagramId}`, fields };
