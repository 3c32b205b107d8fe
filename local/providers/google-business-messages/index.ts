import { randomUUID } from 'node:crypto';
import { hmac } from '../../../lib/channels/shared/hmac.ts';
import { type ApiAnswer, type ApiCall, fileAnswer, postWebhook, serveApi } from '../api.ts';
import { authorise, read, refuse, serviceAccount, signIn, signInAddress } from '../google.ts';
import { openPhones } from '../phones.ts';
import type { Profile, Provider, ProviderOptions, Says, Shown } from '../provider.ts';
import { openReports } from '../reports.ts';
import { standIn } from '../stand-in.ts';
import { agentMessage, event, receipt, scope, uuid } from './rules.ts';
import { seen } from './screen.ts';

/** Where Google keeps the pictures that customers send, under signed addresses. */
const store = 'https://storage.googleapis.com/business-messages-us';

/**
 * Google's Business Messages as it was until 31 July 2024: messages, events and receipts of a conversation, and the customers
 * with theirs. A sender is the UUID of a conversation.
 * https://developers.google.com/business-communications/business-messages/reference/rest
 */
export async function startGoogleBusinessMessages(options: ProviderOptions): Promise<Provider> {
  const secret = {
    clientToken: 'local-business-messages-client-token',
    partnerKey: 'local-business-messages-partner-key',
    ...serviceAccount(),
  };
  const phones = openPhones();
  const sent = new Set<string>();
  const unread = new Map<string, string[]>();
  const api = await serveApi(options, take);
  const reports = openReports(api.refusals);

  function take(call: ApiCall): ApiAnswer {
    const { pathname } = new URL(call.path, api.origin);
    if (pathname === '/token') return signIn(call);
    const kept = api.file(/^\/business-messages-us\/(.+)$/.exec(pathname)?.[1] ?? '');
    if (kept) return fileAnswer(kept);
    authorise(call, scope);
    const [, conversation = '', what = ''] = /^\/v1\/conversations\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
    const sender = decodeURIComponent(conversation);
    if (!uuid.test(sender)) refuse(404, 'NOT_FOUND', 'Conversation not found.', sender);
    if (call.method === 'POST' && what === 'messages') return show(call, sender);
    if (call.method === 'POST' && what === 'events') return { status: 200, body: read(call.body, event, sender) };
    const message = call.method === 'PATCH' && /^messages\/([^/]+)\/receipt$/.exec(what)?.[1];
    return message ? see(call, sender, decodeURIComponent(message)) : refuse(404, 'NOT_FOUND', 'Method not found.');
  }

  function show({ body }: ApiCall, sender: string): ApiAnswer {
    const made = read(body, agentMessage, sender);
    const { messageId } = made;
    if (sent.has(messageId)) refuse(409, 'ALREADY_EXISTS', 'Message ID already exists.', sender);
    sent.add(messageId);
    phones.show(sender, { id: messageId, from: 'business', ...seen(made), raw: made });
    unread.set(sender, [...(unread.get(sender) ?? []), messageId]);
    const receipts = receiptsOf(sender, [messageId], 'DELIVERED');
    reports.tell(sender, [receipts], (told) => post(sender, told));
    return { status: 200, body: { name: `conversations/${sender}/messages/${messageId}`, ...made } };
  }

  function see({ body }: ApiCall, sender: string, id: string): ApiAnswer {
    const { receiptType } = read(body, receipt, sender);
    if (!phones.shown(sender).some((shown) => shown.id === id && shown.from === 'customer'))
      refuse(404, 'NOT_FOUND', 'Message not found.', sender);
    phones.change(sender, id, { state: 'read' });
    return { status: 200, body: { message: `conversations/${sender}/messages/${id}`, receiptType } };
  }

  async function say(sender: string, says: Says, profile?: Profile) {
    if (!uuid.test(sender)) throw new Error(`${sender} is no conversation of Business Messages: a UUID`);
    switch (says.type) {
      case 'typing':
        return post(sender, { userStatus: { isTyping: true, createTime: new Date().toISOString() } }, profile);
      case 'read': {
        const ids = unread.get(sender) ?? [];
        unread.delete(sender);
        return ids.length > 0 ? post(sender, receiptsOf(sender, ids, 'READ')) : { status: 200, body: '' };
      }
      case 'choice': {
        const { text } = phones.offering(sender, says.option);
        const createTime = new Date().toISOString();
        const pressed = { postbackData: says.option, text, suggestionType: 'REPLY', createTime };
        phones.show(sender, { id: randomUUID(), from: 'customer', text, raw: pressed });
        return post(sender, { suggestionResponse: pressed }, profile);
      }
      case 'text':
        return write(sender, says.text, { text: says.text }, profile);
      case 'file': {
        if (!says.mediaType.startsWith('image/')) throw new Error('only pictures can be sent in Business Messages');
        const { id, url } = api.keep(says);
        const media = { url, mediaType: says.mediaType, name: says.name };
        return write(sender, `${store}/${id}?x-goog-signature=local`, { text: '', media }, profile);
      }
      default:
        throw new Error(`nobody can do this in Business Messages: ${says.type}`);
    }
  }

  function write(sender: string, text: string, look: Pick<Shown, 'text' | 'media'>, profile?: Profile) {
    const messageId = randomUUID();
    const name = `conversations/${sender}/messages/${messageId}`;
    const written = { messageId, name, text, createTime: new Date().toISOString() };
    phones.show(sender, { id: messageId, from: 'customer', state: 'delivered', ...look, raw: written });
    return post(sender, { message: written }, profile);
  }

  function post(conversationId: string, told: Record<string, unknown>, { name, language }: Profile = {}) {
    const userInfo = { displayName: name ?? 'Customer', userDeviceLocale: language ?? 'en' };
    const body = JSON.stringify({
      agent: 'brands/local/agents/seaway',
      conversationId,
      requestId: randomUUID(),
      context: { entryPoint: 'MAPS', userInfo },
      ...told,
      sendTime: new Date().toISOString(),
    });
    const headers = {
      'content-type': 'application/json',
      'x-goog-signature': hmac('sha512', secret.partnerKey, body, 'base64'),
    };
    return postWebhook(options.webhook, headers, body);
  }

  return standIn({
    channel: 'google-business-messages',
    addresses: ['https://businessmessages.googleapis.com', store, signInAddress],
    secret,
    can: ['text', 'choice', 'file', 'typing', 'read'],
    say,
    phones,
    api,
    end: reports.settled,
  });
}

const receiptsOf = (sender: string, ids: string[], receiptType: 'DELIVERED' | 'READ') => ({
  receipts: {
    receipts: ids.map((id) => ({ message: `conversations/${sender}/messages/${id}`, receiptType })),
    createTime: new Date().toISOString(),
  },
});
