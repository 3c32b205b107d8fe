import { parseForm } from '../../../lib/channels/shared/form.ts';
import type { ApiAnswer, ApiCall } from '../api.ts';
import { notFound, refuse } from '../twilio.ts';

/**
 * The Conversation service and its webhook:
 * https://www.twilio.com/docs/conversations-classic/api/per-service-webhook-resource
 */
export function openService({ accountSid, serviceSid }: { accountSid: string; serviceSid: string }) {
  const url = `https://conversations.twilio.com/v1/Services/${serviceSid}`;
  const path = `/v1/Services/${serviceSid}`;
  let webhook: Record<string, unknown> = { post_webhook_url: null, filters: null, method: null };

  return function answer(call: ApiCall): ApiAnswer {
    if (call.path === path && call.method === 'GET')
      return {
        status: 200,
        body: { account_sid: accountSid, sid: serviceSid, friendly_name: 'Seaway', url, links: {} },
      };
    if (call.path !== `${path}/Configuration/Webhooks`) return notFound(call.path);
    if (call.method === 'POST') webhook = webhookOf(parseForm(call.body));
    const about = { account_sid: accountSid, chat_service_sid: serviceSid, pre_webhook_url: null };
    return { status: 200, body: { ...about, ...webhook, url: `${url}/Configuration/Webhooks` } };
  };
}

function webhookOf(form: URLSearchParams): Record<string, unknown> {
  const address = form.get('PostWebhookUrl') ?? '';
  if (!URL.canParse(address)) refuse(400, 20001, 'PostWebhookUrl is no address');
  const filters = form.getAll('Filters');
  const strange = filters.find((name) => !/^on(Message|Conversation|Participant|Delivery|User)\w+$/.test(name));
  if (strange !== undefined) refuse(400, 20001, `Filters: ${strange}`);
  return { post_webhook_url: address, filters, method: form.get('Method') };
}
