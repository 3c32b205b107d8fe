import { parseForm } from '../../../lib/channels/shared/form.ts';
import { type ApiAnswer, type ApiCall, serveApi } from '../api.ts';
import { openPhones } from '../phones.ts';
import type { Profile, Provider, ProviderOptions, Says } from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { accountAnswer, checkLogin, notFound, openCallbacks, postForm, refuse, sidOf } from '../twilio.ts';
import { openMedia } from '../twilio-media.ts';
import { messageOf } from '../twilio-message.ts';
import { saying, writer } from './customers.ts';
import { addressOf, faultOf } from './rules.ts';
import { seen } from './screen.ts';
import { openSenders } from './senders.ts';

const secret = {
  accountSid: 'AC00000000000000000000000000000002',
  authToken: 'local-twilio-whatsapp-auth-token',
  from: '+14155238886',
};

/** Where Twilio has the bytes of what customers send. */
const store = 'https://media.twiliocdn.com';

const account = `/2010-04-01/Accounts/${secret.accountSid}`;

/** The customer service window: https://www.twilio.com/docs/whatsapp/key-concepts */
const windowLasts = 24 * 3_600_000;

/**
 * WhatsApp by Twilio: the Messages resource with its status callbacks, typing indicators, the senders' webhooks, and
 * the customers. A sender is a number in E.164, or a BSUID like US.13491208655302741918 for somebody with a username.
 * https://www.twilio.com/docs/whatsapp/api
 */
export async function startWhatsapp(options: ProviderOptions): Promise<Provider> {
  const phones = openPhones();
  /** When each customer last wrote, in epoch milliseconds; and who wrote which message. */
  const heard = new Map<string, number>();
  const writers = new Map<string, string>();
  const optedOut = new Set<string>();
  /** Messages of ours that a customer has not read yet, with the callback that waits for it. */
  const unread = new Map<string, { sid: string; callback: string }[]>();
  const senders = openSenders(secret.from);
  const api = await serveApi(options, take);
  const media = openMedia(secret.accountSid, store, api.keep);
  const { report, settled } = openCallbacks(secret, api.refusals);

  function take(call: ApiCall): ApiAnswer {
    const { method, path, headers, body } = call;
    checkLogin(headers, secret);
    const file = media.answer(call);
    if (file) return file;
    if (method === 'GET' && path === `${account}.json`) return accountAnswer(secret);
    if (path.startsWith('/v2/Channels/Senders')) return senders(call);
    if (method === 'POST' && path === '/v2/Indicators/Typing.json') return typing(parseForm(body));
    if (method === 'POST' && path === `${account}/Messages.json`) return create(parseForm(body));
    return notFound(path);
  }

  /** It also marks the customer's messages as read. */
  function typing(form: URLSearchParams): ApiAnswer {
    const sender = writers.get(form.get('messageId') ?? '');
    if (form.get('channel') !== 'whatsapp' || !sender) return refuse(400, 20001, 'messageId is no message received');
    for (const { id, from } of phones.shown(sender))
      if (from === 'customer') phones.change(sender, id, { state: 'read' });
    return { status: 200, body: { success: true } };
  }

  function create(form: URLSearchParams): ApiAnswer {
    const to = form.get('To') ?? '';
    const fault = faultOf(form, secret.from);
    if (fault) refuse(400, fault.code, fault.message, addressOf(to) ?? to);
    const sender = addressOf(to) ?? '';
    if (optedOut.has(sender)) refuse(400, 21610, 'Attempt to send to unsubscribed recipient', sender);
    const sid = sidOf(form.has('MediaUrl') ? 'MM' : 'SM');
    const callback = form.get('StatusCallback') ?? undefined;
    const open = form.has('ContentSid') || Date.now() - (heard.get(sender) ?? 0) < windowLasts;
    if (open) arrive(sender, sid, form, callback);
    else if (callback) report(callback, sender, [{ ...statusOf(sid, sender, 'failed'), ErrorCode: '63016' }]);
    return { status: 201, body: { ...messageOf(sid, secret, form), from: `whatsapp:${secret.from}` } };
  }

  function arrive(sender: string, sid: string, form: URLSearchParams, callback: string | undefined): void {
    phones.show(sender, { id: sid, from: 'business', ...seen(form), raw: Object.fromEntries(form) });
    if (!callback) return;
    unread.set(sender, [...(unread.get(sender) ?? []), { sid, callback }]);
    report(callback, sender, [statusOf(sid, sender, 'sent'), statusOf(sid, sender, 'delivered')]);
  }

  async function say(sender: string, says: Says, profile: Profile = {}) {
    if (!addressOf(`whatsapp:${sender}`)) throw new Error(`${sender} is no address on WhatsApp: +E.164 or a BSUID`);
    if (says.type === 'read') return read(sender);
    if (says.type === 'react') phones.change(sender, says.message, { reaction: says.emoji });
    const sid = sidOf('SM');
    const offering = (option: string) => phones.offering(sender, option);
    const { fields, look } = saying(says, { offering, attach: (file) => media.attach(sid, file) });
    const ids = { SmsMessageSid: sid, SmsSid: sid, MessageSid: sid, SmsStatus: 'received' };
    const counts = { NumMedia: '0', NumSegments: '1', ApiVersion: '2010-04-01' };
    const form = { ...ids, ...counts, ...writer(sender, profile), To: `whatsapp:${secret.from}`, ...fields };
    if (look) phones.show(sender, { id: sid, from: 'customer', state: 'delivered', ...look, raw: form });
    heard.set(sender, Date.now());
    writers.set(sid, sender);
    if (fields.OptOutType === 'STOP') optedOut.add(sender);
    if (fields.OptOutType === 'START') optedOut.delete(sender);
    return postForm(options.webhook, form, secret);
  }

  /** The customer looks at the chat, which the app reports for each message. */
  async function read(sender: string) {
    const seenNow = unread.get(sender) ?? [];
    unread.delete(sender);
    for (const { sid, callback } of seenNow)
      await report(callback, sender, [{ ...statusOf(sid, sender, 'read'), EventType: 'READ' }]);
    return { status: 200, body: '' };
  }

  return standIn({
    channel: 'whatsapp',
    addresses: [`https://api.twilio.com${account}`, 'https://messaging.twilio.com/v2', store],
    secret,
    can: ['text', 'choice', 'file', 'location', 'sticker', 'contact', 'react', 'read', 'leave'],
    say,
    phones,
    api,
    end: settled,
  });
}

const statusOf = (sid: string, sender: string, status: string) => ({
  SmsSid: sid,
  MessageSid: sid,
  SmsStatus: status,
  MessageStatus: status,
  To: `whatsapp:${sender}`,
  From: `whatsapp:${secret.from}`,
  ChannelPrefix: 'whatsapp',
  ApiVersion: '2010-04-01',
});
