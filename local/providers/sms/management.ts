import { parseForm } from '../../../lib/channels/shared/form.ts';
import type { ApiAnswer, ApiCall } from '../api.ts';
import { accountAnswer, refuse } from '../twilio.ts';

/**
 * What of the account can be looked at and set: itself, its one number, and a messaging service; undefined for other
 * calls. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export function openManagement(secret: { accountSid: string; from: string }) {
  const account = `/2010-04-01/Accounts/${secret.accountSid}`;
  const number = {
    sid: 'PN00000000000000000000000000000001',
    account_sid: secret.accountSid,
    phone_number: secret.from,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
    sms_url: 'https://demo.twilio.com/welcome/sms/reply',
    sms_method: 'POST',
    sms_application_sid: '',
  };
  const service = {
    sid: 'MG00000000000000000000000000000001',
    account_sid: secret.accountSid,
    friendly_name: 'Seaway',
    inbound_request_url: '',
    inbound_method: 'POST',
    use_inbound_webhook_on_number: true,
  };

  return function answer({ method, path, body }: ApiCall): ApiAnswer | undefined {
    const form = method === 'POST' ? parseForm(body) : undefined;
    if (path === `${account}.json`) return accountAnswer(secret);
    if (path.startsWith(`${account}/IncomingPhoneNumbers.json?PhoneNumber=`))
      return ok({ incoming_phone_numbers: decodeURIComponent(path).endsWith(`=${secret.from}`) ? [number] : [] });
    if (path === `${account}/IncomingPhoneNumbers/${number.sid}.json`) {
      number.sms_url = addressIn(form, 'SmsUrl') ?? number.sms_url;
      number.sms_method = form?.get('SmsMethod') ?? number.sms_method;
      number.sms_application_sid = form?.get('SmsApplicationSid') ?? number.sms_application_sid;
      return ok(number);
    }
    if (path !== `/v1/Services/${service.sid}`) return undefined;
    service.inbound_request_url = addressIn(form, 'InboundRequestUrl') ?? service.inbound_request_url;
    const onNumber = form?.get('UseInboundWebhookOnNumber');
    if (onNumber) service.use_inbound_webhook_on_number = onNumber === 'true';
    return ok(service);
  };
}

const ok = (body: unknown): ApiAnswer => ({ status: 200, body });

function addressIn(form: URLSearchParams | undefined, name: string): string | undefined {
  const address = form?.get(name) ?? undefined;
  return address === undefined || URL.canParse(address) ? address : refuse(400, 21502, `Invalid ${name}`);
}
