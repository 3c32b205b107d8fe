import * as z from 'zod';
import type { ApiAnswer, ApiCall } from '../api.ts';
import { shakeHands } from '../meta/app.ts';
import { read, success } from '../meta/graph.ts';

const overrideShape = z.strictObject({
  webhook_configuration: z.strictObject({ override_callback_uri: z.url(), verify_token: z.string().min(1) }),
});

/**
 * The number: what it is called, and a webhook of its own instead of the app's.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override
 */
export function openNumber(id: string) {
  let override: string | undefined;
  return async ({ method, body }: ApiCall): Promise<ApiAnswer> => {
    if (method === 'POST') {
      const { override_callback_uri: url, verify_token } = read(body, overrideShape, 100).webhook_configuration;
      await shakeHands(url, verify_token);
      override = url;
      return success;
    }
    const webhooks = { application: 'https://elsewhere.example/', ...(override && { phone_number: override }) };
    const about = { display_phone_number: '+1 555-078-3881', verified_name: 'Seaway', quality_rating: 'GREEN' };
    return { status: 200, body: { id, ...about, webhook_configuration: webhooks } };
  };
}
