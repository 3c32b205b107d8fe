import { randomUUID } from 'node:crypto';
import { type ApiAnswer, type ApiCall, fileAnswer, serveApi } from '../api.ts';
import { openPhones } from '../phones.ts';
import { picture } from '../picture.ts';
import type { File, Provider, ProviderOptions, Says } from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { openManagement } from './management.ts';
import { type LineMessage, pushRequest, replyRequest } from './rules.ts';
import { fileEvent, seen, spoken } from './screen.ts';
import { postEvents, read, refuse } from './wire.ts';

const secret = { channelSecret: 'local-line-channel-secret', channelAccessToken: 'local-line-access-token' };

/** LINE does not tell how long a reply token lives; about a minute is what is seen. */
const tokenLives = 60_000;

/**
 * LINE: the two send calls, the download of what customers send, and the customers. A sender is U and 32 hex digits.
 * https://developers.line.biz/en/reference/messaging-api/
 */
export async function startLine(options: ProviderOptions): Promise<Provider> {
  const phones = openPhones();
  const tokens = new Map<string, { sender: string; until: number }>();
  const accepted = new Map<string, string[]>();
  /** What customers sent, by the id of the message. */
  const contents = new Map<string, File>();
  const manage = openManagement(secret.channelSecret);
  const api = await serveApi(options, take);

  function take(call: ApiCall): ApiAnswer | Promise<ApiAnswer> {
    if (call.path.startsWith('/stickershop/')) return fileAnswer(sticker);
    if (call.headers.authorization !== `Bearer ${secret.channelAccessToken}`) refuse(401, 'Authentication failed');
    const content = /^\/v2\/bot\/message\/(\d+)\/content$/.exec(call.path);
    if (content) return contentOf(content[1] ?? '');
    if (call.path === '/v2/bot/message/reply') return reply(call);
    if (call.path === '/v2/bot/message/push') return push(call);
    return manage(call) ?? refuse(404, 'Not found');
  }

  function contentOf(id: string): ApiAnswer {
    const file = contents.get(id);
    return file ? fileAnswer(file) : refuse(404, 'Not found');
  }

  function reply({ body, headers }: ApiCall): ApiAnswer {
    if (headers['x-line-retry-key']) refuse(400, 'A reply takes no X-Line-Retry-Key');
    const { replyToken, messages } = read(body, replyRequest);
    const token = tokens.get(replyToken);
    if (!token || token.until < Date.now()) return refuse(400, 'Invalid reply token', undefined, token?.sender);
    tokens.delete(replyToken);
    return sent(show(token.sender, messages));
  }

  function push({ body, headers }: ApiCall): ApiAnswer {
    const { to, messages } = read(body, pushRequest);
    const key = String(headers['x-line-retry-key'] ?? randomUUID());
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key))
      refuse(400, 'X-Line-Retry-Key is no UUID', undefined, to);
    const before = accepted.get(key);
    if (before) return { ...sent(before, 'The retry key is already accepted'), status: 409 };
    const ids = show(to, messages);
    accepted.set(key, ids);
    return sent(ids);
  }

  const show = (sender: string, messages: LineMessage[]) =>
    messages.map((message) => {
      const id = messageId();
      phones.show(sender, { id, from: 'business', ...seen(message), raw: message });
      return id;
    });

  function attached(id: string, file: File) {
    contents.set(id, file);
    const { name, mediaType } = file;
    return { event: fileEvent(id, file), shown: { text: '', media: { url: api.keep(file).url, mediaType, name } } };
  }

  async function say(sender: string, says: Says) {
    if (!/^U[0-9a-f]{32}$/.test(sender)) throw new Error(`${sender} is no LINE user id: U and 32 hex digits`);
    const id = messageId();
    const { event, shown } =
      says.type === 'file' ? attached(id, says) : spoken(id, says, (option) => phones.offering(sender, option).text);
    phones.show(sender, { id, from: 'customer', ...shown, raw: event });
    const replyToken = randomUUID().replaceAll('-', '');
    tokens.set(replyToken, { sender, until: Date.now() + tokenLives });
    const happened = {
      mode: 'active',
      timestamp: Date.now(),
      source: { type: 'user', userId: sender },
      // A ULID: 26 characters, the first at most 7.
      webhookEventId: `0${randomUUID().replaceAll('-', '').slice(0, 25).toUpperCase()}`,
      deliveryContext: { isRedelivery: false },
      replyToken,
    };
    return postEvents(options.webhook, secret.channelSecret, [{ ...event, ...happened }]);
  }

  return standIn({
    channel: 'line',
    addresses: ['https://api.line.me', 'https://api-data.line.me', 'https://stickershop.line-scdn.net'],
    secret,
    can: ['text', 'choice', 'file', 'location', 'sticker'],
    say,
    phones,
    api,
  });
}

/** All stickers look alike here, and their pictures are open to everybody. */
const sticker: File = { name: 'sticker.png', mediaType: 'image/png', data: picture() };

// They only ever grow, also when the stand-in is started anew: Seaway knows a message by its id.
let messageIds = Date.now() * 1000;
const messageId = () => String(messageIds++);

const sent = (ids: string[], message?: string): ApiAnswer => ({
  status: 200,
  headers: { 'x-line-request-id': randomUUID() },
  body: { ...(message && { message }), sentMessages: ids.map((id) => ({ id, quoteToken: `quote-${id}` })) },
});
