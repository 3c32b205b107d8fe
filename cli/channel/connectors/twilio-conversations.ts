import * as z from 'zod';
import { twilioConversationsSettings } from '../../../lib/channels/twilio-conversations/index.ts';
import { defineConnector, type Finding } from '../connector.ts';
import { again, finding, wrong } from '../findings.ts';
import { accountQuestions, askTwilio, checkAccount, leadsToUs, registered } from '../twilio.ts';

/** The events that mean something to us: after the fact, as those before it would have Twilio wait for our answer. */
const events = [
  'onMessageAdded',
  'onMessageUpdated',
  'onMessageRemoved',
  'onDeliveryUpdated',
  'onConversationAdded',
  'onConversationStateUpdated',
  'onConversationRemoved',
  'onParticipantAdded',
  'onParticipantRemoved',
];

const webhooks = (serviceSid: string) =>
  `https://conversations.twilio.com/v1/Services/${serviceSid}/Configuration/Webhooks`;

const webhookShape = z.object({
  post_webhook_url: z.string().nullish(),
  filters: z.array(z.string()).nullish(),
  method: z.string().nullish(),
});

/** https://www.twilio.com/docs/conversations-classic/api/per-service-webhook-resource */
export const twilioConversations = defineConnector({
  questions: [
    ...accountQuestions,
    { setting: 'serviceSid', where: 'Conversations, Manage, Services: the SID of the service, IS...', secret: false },
    { setting: 'author', where: 'by whom our messages are said to be', secret: false, optional: true },
  ],
  settings: twilioConversationsSettings,
  async register(settings, webhook, http) {
    const call = { url: webhooks(settings.serviceSid), what: 'the webhook' };
    const before = await askTwilio(call, webhookShape, settings, http);
    const form = new URLSearchParams({ PostWebhookUrl: webhook, Method: 'POST' });
    for (const event of events) form.append('Filters', event);
    await askTwilio({ ...call, form }, webhookShape, settings, http);
    return [registered(`the service ${settings.serviceSid}`, before.post_webhook_url, webhook)];
  },
  async check(settings, webhook, http) {
    const account = await checkAccount(settings, http);
    if (account.some(({ ok }) => !ok)) return account;
    const call = { url: webhooks(settings.serviceSid), what: 'the Conversation service' };
    const service = await finding(async (): Promise<Finding> => {
      const { post_webhook_url, filters, method } = await askTwilio(call, webhookShape, settings, http);
      const leads = leadsToUs(`the service ${settings.serviceSid}`, post_webhook_url, webhook);
      if (!leads.ok) return leads;
      if (method !== 'POST') return wrong(`The webhook is called by ${method} instead of POST: ${again}`);
      const missing = events.filter((event) => !filters?.includes(event));
      if (missing.length === 0) return leads;
      return wrong(`Twilio does not tell us of ${missing.join(', ')}: ${again}`);
    });
    return [...account, service];
  },
  remains: () => [
    'Twilio, Conversations, Manage, Address configuration: have messages to your numbers begin a conversation in this service by themselves ("autocreate").',
  ],
});
