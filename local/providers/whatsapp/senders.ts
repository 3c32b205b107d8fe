import * as z from 'zod';
import { type ApiAnswer, type ApiCall, jsonOf } from '../api.ts';
import { notFound, refuse } from '../twilio.ts';

const update = z.strictObject({
  webhook: z.strictObject({
    callback_url: z.url(),
    callback_method: z.enum(['POST', 'PUT']),
  }),
});

/**
 * The list of WhatsApp senders, which has one, and where its webhook can be set:
 * https://www.twilio.com/docs/whatsapp/api/senders
 */
export function openSenders(from: string) {
  let webhook: Record<string, unknown> = { callback_url: null, callback_method: null };
  const sid = 'XE00000000000000000000000000000002';
  const sender = () => ({
    sid,
    status: 'ONLINE',
    sender_id: `whatsapp:${from}`,
    configuration: { waba_id: '12345678912345' },
    webhook,
    profile: { name: 'Seaway' },
    properties: { quality_rating: 'HIGH', messaging_limit: '1K Customers/24hr' },
    offline_reasons: null,
    url: `https://messaging.twilio.com/v2/Channels/Senders/${sid}`,
  });

  return function answer({ method, path, body }: ApiCall): ApiAnswer {
    if (method === 'GET' && path.startsWith('/v2/Channels/Senders?Channel=whatsapp'))
      return { status: 200, body: { meta: { key: 'senders', next_page_url: null }, senders: [sender()] } };
    if (method !== 'POST' || path !== `/v2/Channels/Senders/${sid}`) return notFound(path);
    const { success, data } = update.safeParse(jsonOf(body));
    if (!success) return refuse(400, 63100, 'Invalid request body');
    webhook = data.webhook;
    return { status: 202, body: sender() };
  };
}
