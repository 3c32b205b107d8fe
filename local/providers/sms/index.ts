import { randomUUID } from 'node:crypto';
import { parseForm } from '../../../lib/channels/shared/form.ts';
import { signTwilio } from '../../../lib/channels/shared/twilio.ts';
import { reasonOf } from '../../../lib/errors.ts';
import { type ApiAnswer, type ApiCall, postWebhook, Refused, serveApi } from '../api.ts';
import { openPhones } from '../phones.ts';
import type { File, Provider, ProviderOptions, Says } from '../provider.ts';
import { openManagement } from './management.ts';
import { messageOf } from './message.ts';
import { faultOf } from './rules.ts';
import { seen, spoken } from './screen.ts';

const secret = {
  accountSid: 'AC00000000000000000000000000000000',
  authToken: 'local-twilio-auth-token',
  from: '+15005550006',
};

/**
 * Twilio's SMS: the Messages resource with its status callbacks, the download of what customers send, and the customers,
 * who can opt out with STOP and in again with START. A sender is a number in E.164.
 * https://www.twilio.com/docs/messaging/api/message-resource
 */
export async function startSms(options: ProviderOptions): Promise<Provider> {
  const phones = openPhones();
  const optedOut = new Set<string>();
  const reports = new Set<Promise<void>>();
  /** Where the bytes of each media resource lie, by its path. */
  const media = new Map<string, string>();
  const manage = openManagement(secret);
  const api = await serveApi(options, take);

  function take(call: ApiCall): ApiAnswer {
    const { method, path, headers, body } = call;
    const login = Buffer.from(`${secret.accountSid}:${secret.authToken}`).toString('base64');
    if (headers.authorization !== `Basic ${login}`) refuse(401, 20003, 'Authenticate');
    const managed = manage(call);
    if (managed) return managed;
    const location = media.get(path);
    if (method === 'GET' && location) return { status: 307, headers: { location }, body: '' };
    if (method !== 'POST' || path !== `/2010-04-01/Accounts/${secret.accountSid}/Messages.json`)
      refuse(404, 20404, `The requested resource ${path} was not found`);
    const form = parseForm(body);
    const to = form.get('To') ?? '';
    const fault = faultOf(form, secret.from);
    if (fault) refuse(400, fault.code, fault.message, to);
    if (optedOut.has(to)) refuse(400, 21610, 'Attempt to send to unsubscribed recipient', to);
    const sid = sidOf(form.has('MediaUrl') ? 'MM' : 'SM');
    phones.show(to, { id: sid, from: 'business', ...seen(form), raw: Object.fromEntries(form) });
    const callback = form.get('StatusCallback');
    if (callback) {
      const report = reportTo(callback, sid, to).finally(() => reports.delete(report));
      reports.add(report);
    }
    return { status: 201, body: messageOf(sid, secret, form) };
  }

  /** Twilio reports once and does not mind the answer; here a wrong one is kept to be seen. */
  async function reportTo(callback: string, sid: string, to: string): Promise<void> {
    for (const status of ['sent', 'delivered']) {
      const fields = {
        SmsSid: sid,
        SmsStatus: status,
        MessageStatus: status,
        MessageSid: sid,
        To: to,
        From: secret.from,
      };
      const reason = await post(callback, fields).then(
        (answer) => (answer.status < 300 ? undefined : `answered with ${answer.status}`),
        reasonOf,
      );
      if (reason) api.refusals.push({ sender: to, request: fields, reason: `the status callback was ${reason}` });
    }
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
    const form = { ...sent, NumSegments: '1', ...fields, ...keyword(sender, fields.Body) };
    phones.show(sender, { id: sid, from: 'customer', ...look, raw: form });
    return post(options.webhook, form);
  }

  function attached(sid: string, file: File) {
    const path = `/2010-04-01/Accounts/${secret.accountSid}/Messages/${sid}/Media/${sidOf('ME')}`;
    const { url } = api.keep(file);
    media.set(path, url.replace(api.origin, elsewhere));
    const { name, mediaType } = file;
    const fields = {
      Body: '',
      NumMedia: '1',
      MediaUrl0: `https://api.twilio.com${path}`,
      MediaContentType0: mediaType,
    };
    return { fields, look: { text: '', media: { url, mediaType, name } } };
  }

  function keyword(sender: string, text: string): { OptOutType?: string } {
    const word = text.trim().toUpperCase();
    if (word === 'STOP') optedOut.add(sender);
    else if (word === 'START') optedOut.delete(sender);
    return ['STOP', 'START', 'HELP'].includes(word) ? { OptOutType: word } : {};
  }

  return {
    channel: 'sms',
    origins: {
      'https://api.twilio.com': api.origin,
      'https://messaging.twilio.com/v1/Services': api.origin,
      [elsewhere]: api.origin,
    },
    secret,
    can: ['text', 'file', 'location', 'sticker'],
    say,
    shown: phones.shown,
    watch: phones.watch,
    refusals: api.refusals,
    fail: api.fail,
    get requests() {
      return api.requests();
    },
    async close(): Promise<void> {
      await Promise.all(reports);
      await api.close();
    },
  };
}

/** Where Twilio has the bytes; whoever knows the address gets them. */
const elsewhere = 'https://mms.twiliocdn.com';

const sidOf = (prefix: string) => `${prefix}${randomUUID().replaceAll('-', '')}`;

function post(url: string, fields: Record<string, string>) {
  const form = new URLSearchParams({ ...fields, AccountSid: secret.accountSid, ApiVersion: '2010-04-01' });
  const signature = signTwilio(secret.authToken, url, form);
  const contentType = 'application/x-www-form-urlencoded; charset=UTF-8';
  return postWebhook(url, { 'content-type': contentType, 'x-twilio-signature': signature }, form.toString());
}

function refuse(status: number, code: number, message: string, sender?: string): never {
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  throw new Refused({ status, body: { code, message, more_info, status } }, `${code}: ${message}`, sender);
}
