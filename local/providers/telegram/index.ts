import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { type ApiAnswer, type ApiCall, jsonOf, postWebhook, Refused, serveApi } from '../api.ts';
import { openPhones } from '../phones.ts';
import { picture } from '../picture.ts';
import type { Profile, Provider, ProviderOptions, Says } from '../provider.ts';
import { contentOf } from './message.ts';
import { answerCallbackQuery, methods, sendParameters } from './rules.ts';
import { seen, spoken } from './screen.ts';

const secret = { botToken: '123456789:local-telegram-bot-token', secretToken: 'local-telegram-webhook-secret' };

const bot = { id: 123_456_789, is_bot: true, first_name: 'Seaway', username: 'seaway_bot' };

/**
 * Telegram: the send methods, getFile with its download, and the people in private chats. A sender is a number.
 * https://core.telegram.org/bots/api
 */
export async function startTelegram(options: ProviderOptions): Promise<Provider> {
  const phones = openPhones();
  const presses = new Set<string>();
  const api = await serveApi(options, take);

  function take({ path, body }: ApiCall): ApiAnswer {
    if (path.startsWith(`/file/bot${secret.botToken}/`)) return { status: 200, body: picture() };
    const method = path.startsWith(`/bot${secret.botToken}/`) ? path.split('/').at(-1) : refuse(401, 'Unauthorized');
    if (method === 'getFile') return result({ file_id: 'file', file_unique_id: 'file', file_path: 'photos/file.png' });
    if (method === 'answerCallbackQuery') return answerPress(read(body, answerCallbackQuery).callback_query_id);
    const rule = Object.entries(methods).find(([name]) => name === method)?.[1];
    if (!rule) return refuse(404, 'Not Found');
    read<unknown>(body, rule);
    return send(body);
  }

  function send(body: Buffer): ApiAnswer {
    const sent = read(body, sendParameters);
    const sender = sent.chat_id;
    const message = { ...chatOf(sender), from: bot, ...contentOf(sent) };
    phones.show(sender, {
      id: `${sender}:${message.message_id}`,
      from: 'business',
      ...seen(sent, api.origin),
      raw: message,
    });
    return result(message);
  }

  function answerPress(id: string): ApiAnswer {
    const known = presses.delete(id);
    return known ? result(true) : refuse(400, 'query is too old and response timeout expired or query ID is invalid');
  }

  function chatOf(sender: string) {
    const date = Math.floor(Date.now() / 1000);
    return { message_id: messageIds++, date, chat: { id: Number(sender), type: 'private' } };
  }

  async function say(sender: string, says: Says, profile: Profile = {}) {
    if (!/^[1-9]\d*$/.test(sender)) throw new Error(`${sender} is no Telegram user id: digits alone`);
    const language = profile.language && { language_code: profile.language };
    const from = { id: Number(sender), is_bot: false, first_name: profile.name ?? 'Customer', ...language };
    const update = says.type === 'choice' ? press(sender, says.option, from) : message(sender, says, from);
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret.secretToken };
    return postWebhook(options.webhook, headers, JSON.stringify({ update_id: updateIds++, ...update }));
  }

  function message(sender: string, says: Exclude<Says, { type: 'choice' }>, from: unknown) {
    const { fields, look } = spoken(says, `file-${randomUUID()}`, api.origin);
    const message = { ...chatOf(sender), from, ...fields };
    phones.show(sender, { id: `${sender}:${message.message_id}`, from: 'customer', ...look, raw: message });
    return { message };
  }

  function press(sender: string, option: string, from: unknown) {
    const { shown, text } = phones.offering(sender, option);
    const id = randomUUID();
    presses.add(id);
    const press = { id, from, message: shown.raw, chat_instance: sender, data: option };
    phones.show(sender, { id, from: 'customer', text, raw: press });
    return { callback_query: press };
  }

  return {
    channel: 'telegram',
    origins: { 'https://api.telegram.org': api.origin },
    secret,
    say,
    shown: phones.shown,
    watch: phones.watch,
    refusals: api.refusals,
    fail: api.fail,
    get requests() {
      return api.requests();
    },
    close: api.close,
  };
}

// They only ever grow, also when the stand-in is started anew: Seaway knows updates and messages by their ids.
let updateIds = Date.now();
let messageIds = Math.floor(Date.now() / 1000);

const result = (value: unknown): ApiAnswer => ({ status: 200, body: { ok: true, result: value } });

function refuse(status: number, reason: string): never {
  const description = status === 400 ? `Bad Request: ${reason}` : reason;
  throw new Refused({ status, body: { ok: false, error_code: status, description } }, reason);
}

function read<Shape>(body: Buffer, shape: z.ZodType<Shape>): Shape {
  const parsed = shape.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  return refuse(400, parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}
