import { parseForm } from '../../../lib/channels/shared/form.ts';
import { type ApiAnswer, type ApiCall, serveApi } from '../api.ts';
import { openPhones } from '../phones.ts';
import type { File, Provider, ProviderOptions, Says } from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { checkLogin, notFound, openCallbacks, postForm, refuse, sidOf } from '../twilio.ts';
import { openMedia } from '../twilio-media.ts';
import { messageOf } from '../twilio-message.ts';
import { openManagement } from './management.ts';
import { faultOf } from './rules.ts';
import { seen, spoken } from './screen.ts';

const secret = {
  accountSid: 'AC00000000000000000000000000000000',
  authToken: 'local-twilio-auth-token',
  from: '+15005550006',
};

/** Where Twilio has the bytes of what customers send. */
const store = 'https://mms.twiliocdn.com';

/**
 * Twilio's SMS: the Messages resource with its status callbacks, the download of what customers send, and the customers,
 * who can opt out with STOP and in again with START. A sender is a number in E.164.
 * https://www.twilio.com/docs/messaging/api/message-resource
 */
export async function startSms(options: ProviderOptions): Promise<Provider> {
  const phones = openPhones();
  const optedOut = new Set<string>();
  const manage = openManagement(secret);
  const api = await serveApi(options, take);
  const media = openMedia(secret.accountSid, store, api.keep);
  const { report, settled } = openCallbacks(secret, api.refusals);

  function take(call: ApiCall): ApiAnswer {
    const { method, path, headers, body } = call;
    checkLogin(headers, secret);
    const managed = manage(call) ?? media.answer(call);
    if (managed) return managed;
    if (method !== 'POST' || path !== `/2010-04-01/Accounts/${secret.accountSid}/Messages.json`) return notFound(path);
    const form = parseForm(body);
    const to = form.get('To') ?? '';
    const fault = faultOf(form, secret.from);
    if (fault) refuse(400, fault.code, fault.message, to);
    if (optedOut.has(to)) refuse(400, 21610, 'Attempt to send to unsubscribed recipient', to);
    const sid = sidOf(form.has('MediaUrl') ? 'MM' : 'SM');
    phones.show(to, { id: sid, from: 'business', ...seen(form), raw: Object.fromEntries(form) });
    const callback = form.get('StatusCallback');
    if (callback) report(callback, to, [statusOf(sid, to, 'sent'), statusOf(sid, to, 'delivered')]);
    return { status: 201, body: messageOf(sid, secret, form) };
  }

  async function say(sender: string, says: Says) {
    if (!/^\+[1-9]\d{6,14}$/.test(sender)) throw new Error(`${sender} is no phone number in E.164`);
    const sid = sidOf(says.type === 'file' ? 'MM' : 'SM');
    const { fields, look } = says.type === 'file' ? attached(sid, says) : spoken(says);
    const sent = {
      SmsMessageSid: sid,
      SmsSid: sid,
      MessageSid: sid,
      SmsStatus: 'received',
      From: sender,
      To: secret.from,
    };
    const form = { ...sent, ApiVersion: '2010-04-01', NumSegments: '1', ...fields, ...keyword(sender, fields.Body) };
    phones.show(sender, { id: sid, from: 'customer', ...look, raw: form });
    return postForm(options.webhook, form, secret);
  }

  function attached(sid: string, file: File) {
    const { url, shownUrl } = media.attach(sid, file);
    const { name, mediaType } = file;
    const fields = { Body: '', NumMedia: '1', MediaUrl0: url, MediaContentType0: mediaType };
    return { fields, look: { text: '', media: { url: shownUrl, mediaType, name } } };
  }

  function keyword(sender: string, text: string): { OptOutType?: string } {
    const word = text.trim().toUpperCase();
    if (word === 'STOP') optedOut.add(sender);
    else if (word === 'START') optedOut.delete(sender);
    return ['STOP', 'START', 'HELP'].includes(word) ? { OptOutType: word } : {};
  }

  return standIn({
    channel: 'sms',
    addresses: ['https://api.twilio.com', 'https://messaging.twilio.com/v1/Services', store],
    secret,
    can: ['text', 'file', 'location', 'sticker', 'leave'],
    say,
    phones,
    api,
    end: settled,
  });
}

const statusOf = (sid: string, sender: string, status: string) => ({
  SmsSid: sid,
  SmsStatus: status,
  MessageStatus: status,
  MessageSid: sid,
  To: sender,
  From: secret.from,
  ApiVersion: '2010-04-01',
});
