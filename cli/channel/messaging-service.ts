import * as z from 'zod';
import type { TwilioAccount } from '../../lib/channels/shared/twilio-account.ts';
import type { Http } from '../../lib/http.ts';
import type { Finding } from './connector.ts';
import { again, finding, wrong } from './findings.ts';
import { askTwilio, leadsToUs, registered } from './twilio.ts';

const shape = z.object({
  friendly_name: z.string(),
  inbound_request_url: z.string().nullish(),
  use_inbound_webhook_on_number: z.boolean().nullish(),
});

type Account = TwilioAccount & { from: string };

const urlOf = ({ from }: Account) => `https://messaging.twilio.com/v1/Services/${from}`;
const what = 'the messaging service';

/**
 * Has a messaging service, of which the SID is the account's `from`, send all of its senders' messages to us.
 * https://www.twilio.com/docs/messaging/api/service-resource
 */
export async function enterService(account: Account, webhook: string, http: Http): Promise<string[]> {
  const { friendly_name, inbound_request_url } = await askTwilio({ url: urlOf(account), what }, shape, account, http);
  const form = new URLSearchParams({
    InboundRequestUrl: webhook,
    InboundMethod: 'POST',
    UseInboundWebhookOnNumber: 'false',
  });
  await askTwilio({ url: urlOf(account), what, form }, shape, account, http);
  return [registered(`the messaging service ${friendly_name}`, inbound_request_url, webhook)];
}

/** Does the messaging service send messages to us, and not where its numbers say? */
export const checkService = (account: Account, webhook: string, http: Http): Promise<Finding> =>
  finding(async () => {
    const service = await askTwilio({ url: urlOf(account), what }, shape, account, http);
    const whose = `the messaging service ${service.friendly_name}`;
    if (!service.use_inbound_webhook_on_number) return leadsToUs(whose, service.inbound_request_url, webhook);
    return wrong(`Messages to ${whose} go where each number says: ${again}`);
  });
