import { randomUUID } from 'node:crypto';
import { type ApiAnswer, type ApiCall, fileAnswer, formIn, postWebhook, serveApi } from '../api.ts';
import { openPhones } from '../phones.ts';
import type { File, Profile, Provider, ProviderOptions, Says, Shown } from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { read, refuse, result } from './answers.ts';
import { updateOf } from './deeds.ts';
import { contentOf } from './message.ts';
import { actions, methods, sendParameters } from './rules.ts';
import { attached, seen, spoken, sticker, stuck } from './screen.ts';
import { openManagement } from './webhook.ts';

const secret = { botToken: '123456789:local-telegram-bot-token', secretToken: 'local-telegram-webhook-secret' };

const bot = { id: 123_456_789, is_bot: true, first_name: 'Seaway', username: 'seaway_bot' };

/**
 * Telegram: the send methods, getFile with its download, the webhook's methods, and the people in private chats. A sender is
 * a number.
 * https://core.telegram.org/bots/api
 */
export async function startTelegram(options: ProviderOptions): Promise<Provider> {
  const phones = openPhones();
  const presses = new Set<string>();
  /** The files that were sent to Telegram, as phones show them, by their ids. */
  const known = new Map<string, NonNullable<Shown['media']>>();
  const blocked = new Set<string>();
  const management = openManagement(bot);
  const calls = new Map<string, (body: Buffer) => ApiAnswer>(
    Object.entries({
      ...management.calls,
      getFile: (body: Buffer) => locate(read(body, actions.getFile).file_id),
      answerCallbackQuery: (body: Buffer) => answerPress(read(body, actions.answerCallbackQuery).callback_query_id),
      setMessageReaction: react,
      sendChatAction: (body: Buffer) => result(Boolean(reachable(read(body, actions.sendChatAction).chat_id))),
    }),
  );
  const api = await serveApi(options, take);

  async function take(call: ApiCall): Promise<ApiAnswer> {
    const { path, body } = call;
    if (path.startsWith(`/file/bot${secret.botToken}/`)) return download(path.split('/').at(-1) ?? '');
    const method = path.startsWith(`/bot${secret.botToken}/`) ? path.split('/').at(-1) : refuse(401, 'Unauthorized');
    const action = calls.get(method ?? '');
    if (action) return action(body);
    const rule = Object.entries(methods).find(([name]) => name === method)?.[1];
    if (!rule) return refuse(404, 'Not Found');
    const parameters = await parametersOf(call);
    read<unknown>(parameters, rule);
    return send(parameters);
  }

  /** Bots get files of up to 20 MB: https://core.telegram.org/bots/api#getfile */
  function locate(id: string): ApiAnswer {
    const { data } = api.file(id) ?? refuse(400, 'invalid file_id');
    if (data.length > 20_000_000) refuse(400, 'file is too big');
    return result({ file_id: id, file_unique_id: id, file_size: data.length, file_path: `documents/${id}` });
  }

  function download(id: string): ApiAnswer {
    const file = api.file(id) ?? refuse(404, 'Not Found');
    // Telegram does not tell the type of a file that is fetched.
    return fileAnswer({ ...file, mediaType: 'application/octet-stream' });
  }

  /** A document that comes along in a form is kept, and stands among the parameters as a file that is known. */
  async function parametersOf(call: ApiCall): Promise<Buffer> {
    const form = await formIn(call, 'document');
    if (!form) return call.body;
    return Buffer.from(JSON.stringify({ ...form.fields, ...(form.file && { document: keep(form.file).id }) }));
  }

  function send(body: Buffer): ApiAnswer {
    const sent = read(body, sendParameters);
    const sender = reachable(sent.chat_id);
    const message = { ...chatOf(sender), from: bot, ...contentOf(sent) };
    phones.show(sender, {
      id: `${sender}:${message.message_id}`,
      from: 'business',
      ...seen(sent, (id) => known.get(id)),
      raw: message,
    });
    return result(message);
  }

  function reachable(sender: string): string {
    return blocked.has(sender) ? refuse(403, 'Forbidden: bot was blocked by the user', sender) : sender;
  }

  function react(body: Buffer): ApiAnswer {
    const { chat_id: sender, message_id, reaction } = read(body, actions.setMessageReaction);
    const id = `${reachable(sender)}:${message_id}`;
    if (!phones.shown(sender).some((shown) => shown.id === id)) refuse(400, 'message to react not found', sender);
    phones.change(sender, id, { reaction: reaction[0]?.emoji ?? '' });
    return result(true);
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
    blocked.delete(sender);
    const update = updateFor(sender, says, from);
    if (says.type === 'leave') blocked.add(sender);
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret.secretToken };
    const answer = await postWebhook(options.webhook, headers, JSON.stringify({ update_id: updateIds++, ...update }));
    management.delivered(answer.status);
    return answer;
  }

  function updateFor(sender: string, says: Says, from: Person) {
    switch (says.type) {
      case 'choice':
        return press(sender, says.option, from);
      case 'edit':
      case 'react':
      case 'leave':
        return updateOf(says, { sender, from, chat: chatOf(sender).chat, bot }, phones);
      default:
        return message(sender, says, from);
    }
  }

  function looks(says: Saying, from: Person) {
    if (says.type === 'file') return attach(says);
    if (says.type !== 'sticker') return spoken(says, from);
    const { id, url } = api.keep(sticker);
    known.set(id, { url, mediaType: sticker.mediaType });
    return stuck(id);
  }

  function attach(file: File) {
    const { id, media } = keep(file);
    return { fields: attached(id, file), look: { text: '', media } };
  }

  function keep(file: File) {
    const { id, url } = api.keep(file);
    const media = { url, mediaType: file.mediaType, name: file.name };
    known.set(id, media);
    return { id, media };
  }

  function message(sender: string, says: Saying, from: Person) {
    const { fields, look } = looks(says, from);
    const message = { ...chatOf(sender), from, ...fields };
    phones.show(sender, { id: `${sender}:${message.message_id}`, from: 'customer', ...look, raw: message });
    return { message };
  }

  function press(sender: string, option: string, from: Person) {
    const { shown, text } = phones.offering(sender, option);
    const id = randomUUID();
    presses.add(id);
    const press = { id, from, message: shown.raw, chat_instance: sender, data: option };
    phones.show(sender, { id, from: 'customer', text, raw: press });
    return { callback_query: press };
  }

  return standIn({
    channel: 'telegram',
    addresses: ['https://api.telegram.org'],
    secret,
    can: ['text', 'choice', 'file', 'location', 'sticker', 'contact', 'edit', 'react', 'leave'],
    say,
    phones,
    api,
  });
}

type Person = { id: number; first_name: string };
type Saying = Exclude<Says, { type: 'choice' | 'edit' | 'react' | 'leave' }>;

// They only ever grow, also when the stand-in is started anew: Seaway knows updates and messages by their ids.
let updateIds = Date.now();
let messageIds = Math.floor(Date.now() / 1000);
