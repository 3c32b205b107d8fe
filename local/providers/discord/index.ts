import { createHttp } from '../../../lib/http.ts';
import { startRelay } from '../../../relay/discord/relay.ts';
import { type ApiAnswer, type ApiCall, fileAnswer, serveApi } from '../api.ts';
import { openPhones } from '../phones.ts';
import { picture } from '../picture.ts';
import type { Profile, Provider, ProviderOptions, Says } from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { bot, postSigned, secret } from './account.ts';
import { deedOf } from './customer.ts';
import { openGateway } from './gateway.ts';
import { channelOf, isUser, snowflake } from './ids.ts';
import { openInteractions, type User } from './interactions.ts';
import { openManagement } from './management.ts';
import { attachmentOf, openMessages } from './messages.ts';
import { refuse } from './refuse.ts';
import { openRelayed } from './relayed.ts';
import { pressed } from './screen.ts';

const addresses = ['https://discord.com', 'https://cdn.discordapp.com'];

/** What people can do in a server besides. */
type InServer = {
  /** Writes /support in the server, or in the direct messages with the bot. */
  command(sender: string, text: string, inServer: boolean, profile?: Profile): ReturnType<Provider['say']>;
  /** Sends a form, as a program of somebody else's could have shown one. */
  submit(sender: string, text: string): ReturnType<Provider['say']>;
  /** Ends all interactions, as after a quarter of an hour. */
  lapse(): void;
};
export type Discord = Provider & InServer;

/**
 * Discord: the API and the Gateway, the people in direct messages with the bot and in one server; and the relay, without
 * which nothing that they simply write would reach us. A sender is an id of 17 to 19 digits.
 * https://docs.discord.com/developers/reference
 */
export async function startDiscord(options: ProviderOptions): Promise<Discord> {
  const phones = openPhones();
  const gateway = await openGateway({ token: secret.botToken, self: bot.id });
  const api = await serveApi(options, take);
  const closed = new Set<string>();
  const interactions = openInteractions(options.webhook, api.refusals);
  const manage = openManagement();
  const messages = openMessages({ phones, gateway, interactions, closed, keep: api.keep });
  const origins = Object.fromEntries(addresses.map((address) => [address, api.origin]));
  const relayed = openRelayed(options.webhook, createHttp(origins));
  const relay = startRelay({ settings: secret, webhook: options.webhook, http: relayed.http, log: () => {} });
  await relay.ready;

  async function take(call: ApiCall): Promise<ApiAnswer> {
    const { path, headers } = call;
    if (path.startsWith('/attachments/')) return download(path.split('/')[3] ?? '');
    if (path.startsWith('/stickers/')) return fileAnswer({ name: 'wave.png', mediaType: 'image/png', data: picture() });
    if (!path.startsWith('/api/v10/')) return refuse(404, 0, '404: Not Found');
    if (!/^DiscordBot \(\S+, \S+\)/.test(headers['user-agent'] ?? '')) refuse(403, 40333, 'internal network error');
    const inside = { ...call, path: path.slice('/api/v10'.length) };
    const byToken = inside.path.startsWith('/webhooks/');
    if (!byToken && headers.authorization !== `Bot ${secret.botToken}`) refuse(401, 0, '401: Unauthorized');
    if (inside.path === '/gateway/bot')
      return { status: 200, body: { url: gateway.url, shards: 1, session_start_limit } };
    return (await manage(inside)) ?? messages(inside);
  }

  function download(id: string): ApiAnswer {
    return fileAnswer(api.file(id) ?? refuse(404, 0, 'This content is no longer available.'));
  }

  async function say(sender: string, says: Says, profile: Profile = {}) {
    const user = userOf(sender, profile);
    if (says.type === 'choice') return press(user, says.option, profile);
    if (says.type === 'leave') return leave(user);
    closed.delete(sender);
    const attached = says.type === 'file' ? attach(channelOf(sender), says) : undefined;
    const before = 'message' in says ? phones.shown(sender).find(({ id }) => id === says.message) : undefined;
    const { t, d, shows, changes } = deedOf(user, says, attached, before);
    if (changes) phones.change(sender, changes.id, changes.looks);
    if (shows) phones.show(sender, shows);
    const answer = relayed.answerTo(t, d);
    gateway.dispatch(t, d);
    return answer;
  }

  function attach(channel: string, file: Extract<Says, { type: 'file' }>) {
    const { id, url } = api.keep(file);
    const { name, mediaType, data } = file;
    const attachment = attachmentOf(channel, { id, name, mediaType, size: data.length });
    return { attachment, media: { url, mediaType, name } };
  }

  async function press(user: User, option: string, profile: Profile) {
    const { shown, text } = phones.offering(user.id, option);
    phones.show(user.id, { id: snowflake(), from: 'customer', text, raw: { option } });
    const { inServer, data } = pressed(shown.raw, option);
    return interact(user, profile, inServer, { type: 3, data, message: shown.raw });
  }

  async function leave(user: User) {
    closed.add(user.id);
    const event = { type: 'APPLICATION_DEAUTHORIZED', timestamp: new Date().toISOString(), data: { user } };
    return postSigned(options.webhook, { version: 1, application_id: secret.applicationId, type: 1, event });
  }

  async function interact(user: User, { language = 'en-US' }: Profile, inServer: boolean, interaction: Begun) {
    const { reply, answer } = await interactions.begin({ user, language, inServer }, interaction);
    if (answer?.type === 4) {
      phones.show(user.id, { id: snowflake(), from: 'business', text: answer.data.content, raw: answer });
    }
    return reply;
  }

  const provider = standIn({
    channel: 'discord',
    addresses,
    secret,
    can: ['text', 'choice', 'file', 'sticker', 'edit', 'unsend', 'react', 'typing', 'leave'],
    say,
    phones,
    api,
    async end() {
      await relay.close();
      await gateway.close();
    },
  });
  const inServer: InServer = {
    async command(sender, text, inServer, profile = {}) {
      const user = userOf(sender, profile);
      phones.show(sender, { id: snowflake(), from: 'customer', text: `/support ${text}`, raw: { text } });
      const data = {
        id: '771825006014889984',
        name: 'support',
        type: 1,
        options: [{ type: 3, name: 'text', value: text }],
      };
      return interact(user, profile, inServer, { type: 2, data });
    },
    async submit(sender, text) {
      const field = { type: 18, component: { type: 4, custom_id: 'question', value: text } };
      const data = { custom_id: 'question', components: [field] };
      return interact(userOf(sender, {}), {}, true, { type: 5, data });
    },
    lapse: interactions.lapse,
  };
  return Object.assign(provider, inServer);
}

type Begun = { type: number; data: unknown; message?: unknown };

const session_start_limit = { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 };

function userOf(sender: string, { name }: Profile): User {
  if (!isUser(sender)) throw new Error(`${sender} is no Discord user id: 17 to 19 digits`);
  return { id: sender, username: `user${sender.slice(-4)}`, global_name: name ?? null, discriminator: '0' };
}
