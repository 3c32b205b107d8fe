import { randomUUID } from 'node:crypto';
import { hmac } from '../../../lib/channels/shared/hmac.ts';
import { type ApiAnswer, type ApiCall, fileAnswer, postWebhook, serveApi } from '../api.ts';
import { authorise, read, refuse, serviceAccount, signIn, signInAddress } from '../google.ts';
import { openPhones } from '../phones.ts';
import type { Provider, ProviderOptions, Says } from '../provider.ts';
import { openReports } from '../reports.ts';
import { standIn } from '../stand-in.ts';
import { openConsole } from './console.ts';
import { agentEvent, agentMessage, e164, scope, uuid } from './rules.ts';
import { attached, seen, spoken } from './screen.ts';

const agentId = 'seaway-local@rbm.goog';

/** Where Google keeps what customers send. */
const store = 'https://storage.googleapis.com/copper_local';

/**
 * Google's RCS for Business: messages and events of an agent, the registration of its webhook, and the customers with their
 * receipts. A sender is a number in E.164; one that ends in 0000 has no RCS, one that ends in 0001 is switched off.
 * https://developers.google.com/business-communications/rcs-business-messaging/reference/rest
 */
export async function startRcs(options: ProviderOptions): Promise<Provider> {
  const secret = { agentId, clientToken: 'local-rcs-client-token', ...serviceAccount() };
  const phones = openPhones();
  const sent = new Set<string>();
  const unread = new Map<string, string[]>();
  const manage = openConsole(agentId);
  const api = await serveApi(options, take);
  const reports = openReports(api.refusals);

  function take(call: ApiCall): ApiAnswer | Promise<ApiAnswer> {
    const { pathname, searchParams } = new URL(call.path, api.origin);
    if (pathname === '/token') return signIn(call);
    const kept = api.file(/^\/copper_local\/(.+)$/.exec(pathname)?.[1] ?? '');
    if (kept) return fileAnswer(kept);
    if (pathname.startsWith('/v1/brands')) return manage(call);
    authorise(call, scope);
    const [, phone, kind] = /^\/v1\/phones\/([^/]+)\/(agentMessages|agentEvents)$/.exec(pathname) ?? [];
    if (call.method !== 'POST' || !phone) return refuse(404, 'NOT_FOUND', 'Requested entity was not found.');
    const sender = decodeURIComponent(phone);
    if (!e164.test(sender)) refuse(400, 'INVALID_ARGUMENT', 'The phone number is not in E.164 format.', sender);
    if (searchParams.get('agentId') !== agentId) refuse(403, 'PERMISSION_DENIED', 'The agent is not yours.', sender);
    if (sender.endsWith('0000'))
      refuse(404, 'NOT_FOUND', 'The specified phone number cannot be reached by RBM at this time.', sender);
    const id = searchParams.get(kind === 'agentMessages' ? 'messageId' : 'eventId') ?? '';
    if (!uuid.test(id)) refuse(400, 'INVALID_ARGUMENT', 'The ID must be a UUID.', sender);
    return kind === 'agentMessages' ? message(call, sender, id) : event(call, sender);
  }

  /** What was sent under the same id before is ignored. */
  function message({ body }: ApiCall, sender: string, id: string): ApiAnswer {
    const made = read(body, agentMessage, sender);
    if (!sent.has(id)) deliver(sender, id, made);
    sent.add(id);
    const name = `phones/${sender}/agentMessages/${id}`;
    return { status: 200, body: { name, sendTime: new Date().toISOString(), ...made } };
  }

  function deliver(sender: string, id: string, made: Parameters<typeof seen>[0] & { ttl?: string | undefined }): void {
    if (sender.endsWith('0001')) {
      if (made.ttl) tellEvent(sender, { phoneNumber: sender, eventType: 'TTL_EXPIRATION_REVOKED', messageId: id });
      return;
    }
    phones.show(sender, { id, from: 'business', ...seen(made), raw: made });
    unread.set(sender, [...(unread.get(sender) ?? []), id]);
    tellEvent(sender, { senderPhoneNumber: sender, eventType: 'DELIVERED', messageId: id });
  }

  function event({ body }: ApiCall, sender: string): ApiAnswer {
    const made = read(body, agentEvent, sender);
    if (made.eventType === 'READ') {
      const theirs = phones.shown(sender).some(({ id, from }) => id === made.messageId && from === 'customer');
      if (!theirs) refuse(400, 'INVALID_ARGUMENT', 'The message was not sent by the user.', sender);
      phones.change(sender, made.messageId, { state: 'read' });
    }
    return { status: 200, body: { name: `phones/${sender}/agentEvents/${randomUUID()}`, ...made } };
  }

  const tellEvent = (sender: string, told: Record<string, unknown>) =>
    reports.tell(sender, [{ ...told, eventId: randomUUID() }], post);

  async function say(sender: string, says: Says) {
    if (!e164.test(sender)) throw new Error(`${sender} is no phone number in E.164`);
    const senderPhoneNumber = sender;
    switch (says.type) {
      case 'typing':
        return post({ senderPhoneNumber, eventType: 'IS_TYPING', eventId: randomUUID() });
      case 'leave':
        return post({ senderPhoneNumber, eventType: 'UNSUBSCRIBE', eventId: randomUUID() });
      case 'read':
        return readAll(sender);
      default: {
        const messageId = `Mx${randomUUID()}`;
        const { content, look } = saying(sender, says);
        const told = { senderPhoneNumber, messageId, ...content };
        phones.show(sender, { id: messageId, from: 'customer', state: 'delivered', ...look, raw: told });
        return post(told);
      }
    }
  }

  function saying(sender: string, says: Exclude<Says, { type: 'typing' | 'leave' | 'read' }>) {
    if (says.type === 'file') {
      const { id, url } = api.keep(says);
      return attached(says, `${store}/${id}`, url);
    }
    if (says.type !== 'choice') return spoken(says);
    const { text } = phones.offering(sender, says.option);
    return { content: { suggestionResponse: { postbackData: says.option, text, type: 'REPLY' } }, look: { text } };
  }

  async function readAll(sender: string) {
    let answer = { status: 200, body: '' };
    for (const messageId of unread.get(sender) ?? [])
      answer = await post({ senderPhoneNumber: sender, eventType: 'READ', messageId, eventId: randomUUID() });
    unread.delete(sender);
    return answer;
  }

  /** The envelope is Pub/Sub's; Google signs what it carries. */
  function post(told: Record<string, unknown>) {
    const sendTime = new Date().toISOString();
    const data = Buffer.from(JSON.stringify({ ...told, sendTime, agentId }));
    const headers = {
      'content-type': 'application/json',
      'x-goog-webhook-type': 'message_callback',
      'x-goog-signature': hmac('sha512', secret.clientToken, data, 'base64'),
    };
    const message = { attributes: { product: 'RBM' }, data: data.toString('base64'), messageId: randomUUID() };
    const body = { message: { ...message, publishTime: sendTime }, subscription: 'projects/local/subscriptions/rbm' };
    return postWebhook(options.webhook, headers, JSON.stringify(body));
  }

  const hosts = ['', 'us-', 'europe-', 'asia-'].map((region) => `https://${region}rcsbusinessmessaging.googleapis.com`);
  return standIn({
    channel: 'rcs',
    addresses: [...hosts, 'https://businesscommunications.googleapis.com', store, signInAddress],
    secret,
    can: ['text', 'choice', 'file', 'location', 'typing', 'read', 'leave'],
    say,
    phones,
    api,
    end: reports.settled,
  });
}
