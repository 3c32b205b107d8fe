import * as z from 'zod';
import { whatsappSettings } from '../../../lib/channels/whatsapp/index.ts';
import { Permanent } from '../../../lib/errors.ts';
import type { Http } from '../../../lib/http.ts';
import { defineConnector, type Finding } from '../connector.ts';
import { fault, right, wrong } from '../findings.ts';
import { checkService, enterService } from '../messaging-service.ts';
import { accountQuestions, askTwilio, checkAccount, leadsToUs, registered } from '../twilio.ts';

type Settings = z.infer<typeof whatsappSettings>;

/** https://www.twilio.com/docs/whatsapp/api/senders */
export const whatsapp = defineConnector({
  questions: [
    ...accountQuestions,
    {
      setting: 'from',
      where:
        "the number of a WhatsApp sender, like +14155238886 (Messaging, Senders, WhatsApp senders), or a messaging service's MG... SID",
      secret: false,
    },
  ],
  settings: whatsappSettings,
  async register(settings, webhook, http) {
    if (settings.from.startsWith('MG')) return enterService(settings, webhook, http);
    const { sid, webhook: before } = await senderOf(settings, http);
    const json = { webhook: { callback_url: webhook, callback_method: 'POST' } };
    await askTwilio({ url: `${senders}/${sid}`, what: 'the webhook', json }, z.unknown(), settings, http);
    return [registered(`WhatsApp ${settings.from}`, before?.callback_url, webhook)];
  },
  async check(settings, webhook, http) {
    const account = await checkAccount(settings, http);
    if (account.some(({ ok }) => !ok)) return account;
    if (settings.from.startsWith('MG')) return [...account, await checkService(settings, webhook, http)];
    return [...account, ...(await checkSender(settings, webhook, http))];
  },
  remains: ({ from }, webhook) => [
    ...(from === sandbox
      ? [
          `Twilio, Messaging, Try it out, Send a WhatsApp message, Sandbox settings: enter ${webhook} at "When a message comes in", with POST.`,
        ]
      : ['Meta: have the business verified, so that more than 250 customers a day can be written to first.']),
    'Twilio, Content template builder: have templates approved by WhatsApp; nothing else reaches customers who have not written for 24 hours.',
  ],
});

/** The number that all accounts share to try things out. */
const sandbox = '+14155238886';

const senders = 'https://messaging.twilio.com/v2/Channels/Senders';

const sendersShape = z.object({
  senders: z.array(
    z.object({
      sid: z.string(),
      status: z.string(),
      sender_id: z.string(),
      webhook: z.object({ callback_url: z.string().nullish() }).nullish(),
      properties: z.object({ quality_rating: z.string().nullish(), messaging_limit: z.string().nullish() }).nullish(),
    }),
  ),
});

async function senderOf(settings: Settings, http: Http) {
  const url = `${senders}?Channel=whatsapp&PageSize=100`;
  const list = await askTwilio({ url, what: 'the list of senders' }, sendersShape, settings, http);
  const sender = list.senders.find(({ sender_id }) => sender_id === `whatsapp:${settings.from}`);
  if (sender) return sender;
  const remedy =
    settings.from === sandbox
      ? 'It is the sandbox, of which the webhook is entered by hand.'
      : 'Give a number of Messaging, Senders, WhatsApp senders, or add it there.';
  throw new Permanent(`The account has no WhatsApp sender ${settings.from}`, { remedy });
}

async function checkSender(settings: Settings, webhook: string, http: Http): Promise<Finding[]> {
  try {
    const { status, webhook: given, properties } = await senderOf(settings, http);
    const { quality_rating: quality, messaging_limit: limit } = properties ?? {};
    const known = [limit && `limit ${limit}`, quality && `quality ${quality}`].filter(Boolean).join(', ');
    const online = status.startsWith('ONLINE')
      ? right(`The sender is online${known && ` (${known})`}.`)
      : wrong(`The sender is ${status}: look at it in Messaging, Senders, WhatsApp senders.`);
    return [online, leadsToUs(`WhatsApp ${settings.from}`, given?.callback_url, webhook)];
  } catch (error) {
    return [fault(error)];
  }
}
