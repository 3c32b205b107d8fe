import type * as z from 'zod';
import { type ApiAnswer, type ApiCall, jsonOf, serveApi } from '../api.ts';
import { openPhones } from '../phones.ts';
import { picture } from '../picture.ts';
import type { Profile, Provider, ProviderOptions, Says } from '../provider.ts';
import { openReports } from '../reports.ts';
import { standIn } from '../stand-in.ts';
import { sendMessage, setWebhook, viberId, type Webhook } from './rules.ts';
import { attached, seen, spoken, stuck } from './screen.ts';
import { answered, authToken, messageToken, postCallback, refuse } from './wire.ts';

const secret = { authToken, senderName: 'Seaway' };

/** Where Viber keeps what customers send. */
const store = 'https://dl-media.viber.com';

/**
 * Viber: send_message, set_webhook with its callback, get_account_info, and the customers with their receipts, who can
 * unsubscribe. A sender is 16 bytes in base64. https://developers.viber.com/docs/api/rest-bot-api/
 */
export async function startViber(options: ProviderOptions): Promise<Provider> {
  const phones = openPhones();
  const unsubscribed = new Set<string>();
  const unread = new Map<string, string[]>();
  /** What the newest message to a phone wants to be told with the next one from it. */
  const tracking = new Map<string, string>();
  let webhook: Webhook | undefined;
  const api = await serveApi(options, take);
  const reports = openReports(api.refusals);

  function take(call: ApiCall): ApiAnswer | Promise<ApiAnswer> {
    const known = ['/pa/send_message', '/pa/set_webhook', '/pa/get_account_info'].includes(call.path);
    if (!known || call.method !== 'POST') return { status: 404, body: { status: 3, status_message: 'not found' } };
    if (call.headers['x-viber-auth-token'] !== authToken) refuse(2, 'invalidAuthToken', 'the token is wrong');
    if (call.path === '/pa/send_message') return show(call);
    return call.path === '/pa/set_webhook' ? register(call) : describe();
  }

  function show({ body }: ApiCall): ApiAnswer {
    if (body.length > 30 * 1024) refuse(3, 'badData', 'the request is larger than 30 kB');
    const message = read(body, sendMessage);
    const { receiver } = message;
    if (unsubscribed.has(receiver)) refuse(6, 'receiverNotSubscribed', 'the customer has left', receiver);
    const token = messageToken();
    phones.show(receiver, { id: token, from: 'business', ...seen(message), raw: message });
    tracking.set(receiver, message.tracking_data ?? '');
    unread.set(receiver, [...(unread.get(receiver) ?? []), token]);
    const about = { user_id: receiver };
    reports.tell(receiver, [about], (told) => postCallback(options.webhook, 'delivered', token, told));
    return answered({ billing_status: 1 }, token);
  }

  /** The address is tried out before it is taken. */
  async function register({ body }: ApiCall): Promise<ApiAnswer> {
    const asked = read(body, setWebhook);
    const { status } = await postCallback(asked.url, 'webhook', messageToken(), {});
    if (status !== 200) return refuse(1, 'invalidUrl', `the webhook answered with ${status}`);
    webhook = asked;
    return answered({ event_types: asked.event_types ?? [] });
  }

  const describe = () =>
    answered({
      id: 'pa:75346594275468546724',
      name: 'Seaway',
      uri: 'seaway',
      webhook: webhook?.url ?? '',
      event_types: webhook?.event_types ?? [],
      subscribers_count: 1,
    });

  async function say(sender: string, says: Says, profile: Profile = {}) {
    if (!viberId.test(sender)) throw new Error(`${sender} is no Viber user id: 16 bytes in base64`);
    if (says.type === 'leave') {
      unsubscribed.add(sender);
      return postCallback(options.webhook, 'unsubscribed', messageToken(), { user_id: sender });
    }
    if (says.type === 'read') return readAll(sender);
    const token = messageToken();
    const { message, look } = saying(sender, says);
    const tracked = tracking.get(sender);
    const told = { ...message, ...(tracked && { tracking_data: tracked }) };
    phones.show(sender, { id: token, from: 'customer', state: 'delivered', ...look, raw: told });
    // Whoever writes to a bot is its subscriber.
    unsubscribed.delete(sender);
    const { name = 'Customer', language = 'en' } = profile;
    const user = { id: sender, name, language, country: 'GB', api_version: 10 };
    return postCallback(options.webhook, 'message', token, { sender: user, message: told, silent: false });
  }

  function saying(sender: string, says: Says) {
    if (says.type === 'choice') {
      phones.offering(sender, says.option);
      return { message: { type: 'text', text: says.option }, look: { text: says.option } };
    }
    if (says.type !== 'file' && says.type !== 'sticker') return spoken(says);
    const file = says.type === 'file' ? says : { name: 'sticker.png', mediaType: 'image/png', data: picture() };
    const { url } = api.keep(file);
    const address = store + new URL(url).pathname;
    return says.type === 'file' ? attached(file, address, url) : stuck(address, url);
  }

  async function readAll(sender: string) {
    let answer = { status: 200, body: '' };
    for (const token of unread.get(sender) ?? [])
      answer = await postCallback(options.webhook, 'seen', token, { user_id: sender });
    unread.delete(sender);
    return answer;
  }

  return standIn({
    channel: 'viber',
    addresses: ['https://chatapi.viber.com', store],
    secret,
    can: ['text', 'choice', 'file', 'location', 'sticker', 'contact', 'read', 'leave'],
    say,
    phones,
    api,
    end: reports.settled,
  });
}

function read<Shape>(body: Buffer, shape: z.ZodType<Shape>): Shape {
  const parsed = shape.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return refuse(3, 'badData', faults.join('; '));
}
