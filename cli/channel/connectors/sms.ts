import * as z from 'zod';
import { smsSettings } from '../../../lib/channels/sms/index.ts';
import { Permanent } from '../../../lib/errors.ts';
import type { Http } from '../../../lib/http.ts';
import { defineConnector, type Finding } from '../connector.ts';
import { again, fault, right, wrong } from '../findings.ts';
import { checkService, enterService } from '../messaging-service.ts';
import { accountQuestions, askTwilio, checkAccount, leadsToUs, registered } from '../twilio.ts';

type Settings = z.infer<typeof smsSettings>;

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export const sms = defineConnector({
  questions: [
    ...accountQuestions,
    {
      setting: 'from',
      where:
        'a number of the account, like +14155550100 (Phone Numbers, Active numbers), or the MG... SID of a messaging service',
      secret: false,
    },
  ],
  settings: smsSettings,
  async register(settings, webhook, http) {
    if (settings.from.startsWith('MG')) return enterService(settings, webhook, http);
    const number = await numberOf(settings, http);
    // An application would be asked instead of the address.
    const form = new URLSearchParams({ SmsUrl: webhook, SmsMethod: 'POST', SmsApplicationSid: '' });
    const url = `${numbersOf(settings)}/${number.sid}.json`;
    await askTwilio({ url, what: 'the webhook', form }, z.unknown(), settings, http);
    return [registered(settings.from, number.sms_url, webhook)];
  },
  async check(settings, webhook, http) {
    const account = await checkAccount(settings, http);
    if (account.some(({ ok }) => !ok)) return account;
    if (settings.from.startsWith('MG')) return [...account, await checkService(settings, webhook, http)];
    return [...account, ...(await checkNumber(settings, webhook, http))];
  },
  remains: ({ from }) => [
    ...(from.startsWith('+1')
      ? [
          'Twilio: register a brand and a campaign (A2P 10DLC), or verify a toll-free number, before you write to the United States.',
        ]
      : []),
    'Twilio, Messaging, Settings, Geo permissions: allow the countries that you write to.',
    ...(from.startsWith('+')
      ? [
          'Where the number is in a messaging service: that service decides where its messages go, see docs/channels/sms.md.',
        ]
      : []),
  ],
});

const numbersOf = ({ accountSid }: Settings) =>
  `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers`;

const numbersShape = z.object({
  incoming_phone_numbers: z.array(
    z.object({
      sid: z.string(),
      sms_url: z.string().nullish(),
      sms_method: z.string().nullish(),
      sms_application_sid: z.string().nullish(),
      capabilities: z.object({ sms: z.boolean().optional(), mms: z.boolean().optional() }),
    }),
  ),
});

async function numberOf(settings: Settings, http: Http) {
  const url = `${numbersOf(settings)}.json?PhoneNumber=${encodeURIComponent(settings.from)}`;
  const { incoming_phone_numbers } = await askTwilio(
    { url, what: 'the list of numbers' },
    numbersShape,
    settings,
    http,
  );
  const [number] = incoming_phone_numbers;
  if (number) return number;
  throw new Permanent(`The account has no number ${settings.from}`, {
    remedy:
      'Give one of Phone Numbers, Active numbers, with its + and country code, or the SID of a messaging service.',
  });
}

async function checkNumber(settings: Settings, webhook: string, http: Http): Promise<Finding[]> {
  const { from } = settings;
  try {
    const { capabilities, sms_url, sms_method, sms_application_sid } = await numberOf(settings, http);
    const media = capabilities.mms ? 'texts and pictures' : 'texts, but no pictures';
    const can = capabilities.sms
      ? right(`${from} can send ${media}.`)
      : wrong(`${from} cannot send texts: choose a number with the capability SMS.`);
    if (sms_application_sid)
      return [can, wrong(`The application ${sms_application_sid} gets what comes to ${from}: ${again}`)];
    const leads = leadsToUs(from, sms_url, webhook);
    if (leads.ok && sms_method !== 'POST')
      return [can, wrong(`The webhook of ${from} is called by ${sms_method} instead of POST: ${again}`)];
    return [can, leads];
  } catch (error) {
    return [fault(error)];
  }
}
