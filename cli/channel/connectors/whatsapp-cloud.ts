import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { graph } from '../../../lib/channels/shared/meta-graph.ts';
import { whatsappCloudSettings } from '../../../lib/channels/whatsapp-cloud/index.ts';
import type { Http } from '../../../lib/http.ts';
import { defineConnector, type Finding } from '../connector.ts';
import { again, finding, right, wrong } from '../findings.ts';
import { askMeta, checkSubscription, checkToken, enterWebhook } from '../meta.ts';

const fields = ['messages', 'smb_message_echoes'] as const;
const scopes = ['whatsapp_business_messaging', 'whatsapp_business_management'];

const app = 'App Dashboard (developers.facebook.com/apps), your app';

/** The number gets a webhook of its own: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override */
export const whatsappCloud = defineConnector({
  questions: [
    { setting: 'phoneNumberId', where: `${app}: WhatsApp, API Setup, Phone number ID`, secret: false },
    { setting: 'businessAccountId', where: `${app}: WhatsApp, API Setup, WhatsApp Business Account ID`, secret: false },
    {
      setting: 'accessToken',
      where: `Business settings (business.facebook.com/settings), System users, Generate token, never expiring, with ${scopes.join(' and ')}`,
      secret: true,
    },
    { setting: 'appSecret', where: `${app}: App settings, Basic, App secret`, secret: true },
    { setting: 'appId', where: `${app}: App settings, Basic, App ID`, secret: false, optional: true },
    { setting: 'verifyToken', where: 'any text; one is made if you give none', secret: true, optional: true },
    {
      setting: 'listLabel',
      where: 'what the button of a long list of choices says; Choose unless told',
      secret: false,
      optional: true,
    },
  ],
  settings: whatsappCloudSettings.extend({ verifyToken: z.string().min(1).default(randomUUID) }),
  async register({ appId, phoneNumberId, businessAccountId, accessToken: token, ...app }, webhook, http) {
    const known = { ...app, accessToken: token, object: 'whatsapp_business_account', fields };
    const entered = appId ? [await enterWebhook({ ...known, appId }, webhook, http)] : [];
    const subscription = { method: 'POST' as const, url: `${graph}/${businessAccountId}/subscribed_apps`, token };
    await askMeta({ ...subscription, what: 'the subscription' }, z.unknown(), http);
    const webhook_configuration = { override_callback_uri: webhook, verify_token: app.verifyToken };
    const override = { method: 'POST' as const, url: `${graph}/${phoneNumberId}`, token, what: 'the webhook' };
    await askMeta({ ...override, body: { webhook_configuration } }, z.unknown(), http);
    return [
      ...entered,
      'The app is told what happens to the WhatsApp Business account.',
      `What happens to this number goes to ${webhook}; Meta tried the address out and was answered.`,
    ];
  },
  async check({ appId, phoneNumberId, businessAccountId, accessToken: token, ...app }, webhook, http) {
    const known = { ...app, accessToken: token, object: 'whatsapp_business_account', fields };
    const number = () => askNumber({ phoneNumberId, token }, http);
    return Promise.all([
      finding(async () => {
        const { display_phone_number: digits, verified_name: name, quality_rating: quality } = await number();
        return right(`The token leads to ${digits} (${name}), whose quality is ${quality}.`);
      }),
      finding(async () => webhookFinding((await number()).webhook_configuration ?? {}, webhook)),
      checkSubscription({ url: `${graph}/${businessAccountId}/subscribed_apps`, token, fields: [] }, http),
      ...(appId ? [checkToken({ ...known, appId }, scopes, http)] : []),
    ]);
  },
  remains: ({ appId }) => [
    ...(appId ? [] : [`${app}: WhatsApp, Configuration, Webhook fields: subscribe to ${fields.join(' and ')}.`]),
    'WhatsApp Manager (business.facebook.com/wa/manage): add a way of payment, and make the templates that you want to send.',
  ],
});

const webhooksShape = z.object({
  application: z.string().optional(),
  whatsapp_business_account: z.string().optional(),
  phone_number: z.string().optional(),
});

const numberShape = z.object({
  display_phone_number: z.string().optional(),
  verified_name: z.string().optional(),
  quality_rating: z.string().optional(),
  webhook_configuration: webhooksShape.optional(),
});

async function askNumber({ phoneNumberId, token }: { phoneNumberId: string; token: string }, http: Http) {
  const asked = Object.keys(numberShape.shape).join(',');
  const url = `${graph}/${phoneNumberId}?fields=${asked}`;
  return (await askMeta({ method: 'GET', url, token, what: 'the number' }, numberShape, http)) ?? {};
}

/** The number's own webhook counts before its account's, and that before the app's. */
function webhookFinding(webhooks: z.infer<typeof webhooksShape>, webhook: string): Finding {
  const leads = webhooks.phone_number ?? webhooks.whatsapp_business_account ?? webhooks.application ?? 'nowhere';
  if (leads === webhook) return right("The number's webhook leads to us.");
  return wrong(`The number's webhook leads to ${leads} instead of ${webhook}: ${again}`);
}
