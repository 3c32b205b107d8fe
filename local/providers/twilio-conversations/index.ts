import { parseForm } from '../../../lib/channels/shared/form.ts';
import { type ApiAnswer, type ApiCall, serveApi } from '../api.ts';
import { openPhones } from '../phones.ts';
import type { File, Provider, ProviderOptions, Says } from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { accountAnswer, checkLogin, notFound, openCallbacks, postForm, refuse, sidOf } from '../twilio.ts';
import {
  conversationAdded,
  conversationClosed,
  deliveryUpdated,
  isConversation,
  messageAdded,
  messageChanged,
} from './forms.ts';
import { openMedia, store } from './media.ts';
import { faultOf } from './rules.ts';
import { seen, written } from './screen.ts';
import { openService } from './service.ts';

const secret = {
  accountSid: 'AC00000000000000000000000000000003',
  authToken: 'local-twilio-conversations-auth-token',
  serviceSid: 'IS00000000000000000000000000000003',
};
const account = `/2010-04-01/Accounts/${secret.accountSid}`;

/**
 * Twilio's Conversations (classic): the messages of a service's conversations, the Media service, the service's
 * webhook, and one customer for each conversation, who writes by SMS. A sender is a conversation: CH and 32 hex digits.
 * https://www.twilio.com/docs/conversations-classic
 */
export async function startTwilioConversations(options: ProviderOptions): Promise<Provider> {
  const phones = openPhones();
  /** How many messages each conversation has. */
  const counts = new Map<string, number>();
  const unread = new Map<string, string[]>();
  const closed = new Set<string>();
  const service = openService(secret);
  const api = await serveApi(options, take);
  const media = openMedia(api.keep);
  const { report, settled } = openCallbacks(secret, api.refusals);

  function take(call: ApiCall): ApiAnswer {
    const { method, path, headers, body } = call;
    checkLogin(headers, secret);
    if (path === `${account}.json`) return accountAnswer(secret);
    const part = path.startsWith(`/v1/Services/${secret.serviceSid}/`) ? path.split('/').slice(4) : [];
    const [kind, sid = '', sub] = part;
    if (kind === 'Media') return method === 'POST' ? media.take(body, headers['content-type']) : media.locate(sid);
    if (kind !== 'Conversations') return service(call);
    if (method !== 'POST' || sub !== 'Messages' || !isConversation(sid)) return notFound(path);
    return create(sid, parseForm(body), headers['x-twilio-webhook-enabled'] === 'true');
  }

  function create(sender: string, form: URLSearchParams, echoes: boolean): ApiAnswer {
    if (closed.has(sender)) refuse(400, 20001, 'The conversation is closed', sender);
    const fault = faultOf(form, media.find);
    if (fault) refuse(fault.code === 20404 ? 404 : 400, fault.code, fault.message, sender);
    const sid = sidOf('IM');
    const raw = Object.fromEntries(form);
    phones.show(sender, { id: sid, from: 'business', ...seen(form, media.find(form.get('MediaSid'))), raw });
    unread.set(sender, [...(unread.get(sender) ?? []), sid]);
    const index = nextIndex(sender);
    const told = echoes ? [messageAdded(sender, sid, index, { Author: 'system', ...raw, Source: 'API' })] : [];
    const deliveries = [deliveryUpdated(sender, sid, 'sent'), deliveryUpdated(sender, sid, 'delivered')];
    report(options.webhook, sender, [...told, ...deliveries]);
    const said = { author: form.get('Author') ?? 'system', body: form.get('Body'), attributes: form.get('Attributes') };
    return { status: 201, body: { account_sid: secret.accountSid, conversation_sid: sender, sid, index, ...said } };
  }

  function nextIndex(sender: string): number {
    const index = counts.get(sender) ?? 0;
    counts.set(sender, index + 1);
    return index;
  }

  async function say(sender: string, says: Says) {
    if (!isConversation(sender)) throw new Error(`${sender} is no conversation: CH and 32 hex digits`);
    if (says.type === 'read') return read(sender);
    if (!counts.has(sender)) await postForm(options.webhook, conversationAdded(sender), secret);
    return postForm(options.webhook, deed(sender, says), secret);
  }

  /** What a customer does, as the form that tells us of it. */
  function deed(sender: string, says: Exclude<Says, { type: 'read' }>): Record<string, string> {
    switch (says.type) {
      case 'edit':
        phones.change(sender, says.message, { text: says.text, edited: true });
        return messageChanged('onMessageUpdated', sender, says.message, { Body: says.text });
      case 'unsend':
        phones.change(sender, says.message, { deleted: true });
        return messageChanged('onMessageRemoved', sender, says.message, {});
      case 'leave':
        closed.add(sender);
        return conversationClosed(sender);
      case 'file':
        return attached(sender, says);
      default: {
        const sid = sidOf('IM');
        const text = written(says);
        const form = messageAdded(sender, sid, nextIndex(sender), { Body: text });
        phones.show(sender, { id: sid, from: 'customer', text, raw: form });
        return form;
      }
    }
  }

  function attached(sender: string, file: File): Record<string, string> {
    const sid = sidOf('IM');
    const { url, listed } = media.add(file);
    const said = { Body: '', Media: JSON.stringify([listed]) };
    const form = messageAdded(sender, sid, nextIndex(sender), said);
    const { name, mediaType } = file;
    phones.show(sender, { id: sid, from: 'customer', text: '', media: { url, mediaType, name }, raw: form });
    return form;
  }

  async function read(sender: string) {
    const forms = (unread.get(sender) ?? []).map((sid) => deliveryUpdated(sender, sid, 'read'));
    unread.delete(sender);
    await report(options.webhook, sender, forms);
    return { status: 200, body: '' };
  }

  return standIn({
    channel: 'twilio-conversations',
    addresses: [
      ...['https://conversations.twilio.com', 'https://mcs.us1.twilio.com', store],
      `https://api.twilio.com${account}`,
    ],
    secret,
    can: ['text', 'file', 'location', 'sticker', 'edit', 'unsend', 'read', 'leave'],
    say,
    phones,
    api,
    end: settled,
  });
}
