import * as z from 'zod';
import type { ApiAnswer, ApiCall, serveApi } from '../api.ts';
import type { openPhones } from '../phones.ts';
import { bot, secret } from './account.ts';
import { messageObject } from './customer.ts';
import type { Gateway } from './gateway.ts';
import { channelOf, userOf } from './ids.ts';
import type { openInteractions } from './interactions.ts';
import { read, refuse } from './refuse.ts';
import { directRequest, followUpRequest, messageRequest, type Sent } from './rules.ts';
import { seen } from './screen.ts';
import { bodyOf } from './upload.ts';

export type MessagesOptions = {
  phones: ReturnType<typeof openPhones>;
  gateway: Gateway;
  interactions: ReturnType<typeof openInteractions>;
  /** People who do not want to hear from the bot. */
  closed: Set<string>;
  keep: Awaited<ReturnType<typeof serveApi>>['keep'];
};

/** Bytes of a file at most. */
const largest = 10 * 1024 * 1024;

const objectShape = z.looseObject({ id: z.string() });

/** The calls that send, react and type: https://docs.discord.com/developers/resources/message */
export function openMessages({ phones, gateway, interactions, closed, keep }: MessagesOptions) {
  /** What we sent, by channel and nonce. */
  const nonces = new Map<string, unknown>();

  async function create(channel: string, call: ApiCall): Promise<ApiAnswer> {
    const sender = personOf(channel);
    if (closed.has(sender)) refuse(403, 50007, 'Cannot send messages to this user', { sender });
    const { said, file } = await bodyOf(call);
    const { nonce, enforce_nonce: _, ...sent } = read(said, messageRequest);
    const key = `${channel} ${nonce}`;
    const before = nonces.get(key);
    if (before) return { status: 200, body: before };
    const message = put({ sender, channel }, sent, file, { nonce });
    nonces.set(key, message);
    gateway.dispatch('MESSAGE_CREATE', message);
    return { status: 200, body: message };
  }

  async function followUp(token: string, call: ApiCall): Promise<ApiAnswer> {
    const interaction = interactions.of(token) ?? refuse(404, 10015, 'Unknown Webhook');
    const { said, file } = await bodyOf(call);
    return {
      status: 200,
      body: put(interaction, read(said, followUpRequest), file, { webhook_id: secret.applicationId }),
    };
  }

  /** Shows a message, which says something or brings a file. */
  function put(
    { sender, channel }: { sender: string; channel: string },
    sent: Sent,
    file: Parameters<typeof keep>[0] | undefined,
    more: Record<string, unknown>,
  ) {
    if (!sent.content?.trim() && !file) refuse(400, 50006, 'Cannot send an empty message', { sender });
    if (file && file.data.length > largest) refuse(413, 40005, 'Request entity too large', { sender });
    const kept = file && { ...keep(file), mediaType: file.mediaType, name: file.name };
    const attachments = kept ? [attachmentOf(channel, { ...kept, size: file.data.length })] : [];
    const message = messageObject(bot, channel, { ...sent, ...more, attachments });
    const media = kept && { url: kept.url, mediaType: kept.mediaType, name: kept.name };
    phones.show(sender, { id: message.id, from: 'business', ...seen(sent, media), raw: message });
    return message;
  }

  function react(method: string, channel: string, id: string, emoji: string): ApiAnswer {
    const sender = personOf(channel);
    find(channel, id);
    if (!/^\p{RGI_Emoji}$/v.test(emoji)) refuse(400, 10014, 'Unknown Emoji', { sender });
    phones.change(sender, id, { reaction: method === 'PUT' ? emoji : '' });
    const d = { user_id: bot.id, channel_id: channel, message_id: id, emoji: { id: null, name: emoji }, type: 0 };
    gateway.dispatch(`MESSAGE_REACTION_${method === 'PUT' ? 'ADD' : 'REMOVE'}`, d);
    return { status: 204, body: '' };
  }

  const find = (channel: string, id: string) =>
    phones.shown(personOf(channel)).find((shown) => shown.id === id) ?? refuse(404, 10008, 'Unknown Message');

  function show(channel: string, id: string): ApiAnswer {
    const { raw, reaction } = find(channel, id);
    const reactions = reaction ? [{ me: true, count: 1, emoji: { id: null, name: reaction } }] : [];
    return { status: 200, body: { ...objectShape.parse(raw), reactions } };
  }

  async function open(call: ApiCall): Promise<ApiAnswer> {
    const { said } = await bodyOf(call);
    return { status: 200, body: channelObject(channelOf(read(said, directRequest).recipient_id)) };
  }

  function type(channel: string): ApiAnswer {
    personOf(channel);
    return { status: 204, body: '' };
  }

  const routes: [RegExp, (call: ApiCall, parts: string[]) => ApiAnswer | Promise<ApiAnswer>][] = [
    [/^POST \/users\/@me\/channels$/, open],
    [/^GET \/channels\/(\d+)$/, (_, [channel = '']) => ({ status: 200, body: channelObject(channel) })],
    [/^POST \/channels\/(\d+)\/messages$/, (call, [channel = '']) => create(channel, call)],
    [/^POST \/channels\/(\d+)\/typing$/, (_, [channel = '']) => type(channel)],
    [/^GET \/channels\/(\d+)\/messages\/([^/]+)$/, (_, [channel = '', id = '']) => show(channel, id)],
    [
      /^(?:PUT|DELETE) \/channels\/(\d+)\/messages\/([^/]+)\/reactions\/([^/]+)\/@me$/,
      ({ method }, [channel = '', id = '', emoji = '']) => react(method, channel, id, emoji),
    ],
    [/^POST \/webhooks\/\d+\/([^/]+)$/, (call, [token = '']) => followUp(token, call)],
  ];

  return (call: ApiCall): ApiAnswer | Promise<ApiAnswer> => {
    for (const [pattern, answer] of routes) {
      const parts = pattern.exec(`${call.method} ${call.path}`);
      if (parts) return answer(call, parts.slice(1).map(decodeURIComponent));
    }
    return refuse(404, 0, '404: Not Found');
  };
}

const personOf = (channel: string): string => userOf(channel) ?? refuse(404, 10003, 'Unknown Channel');

const channelObject = (channel: string) => {
  const user = personOf(channel);
  return { id: channel, type: 1, recipients: [{ id: user, username: `user${user.slice(-4)}` }] };
};

/** A file under the address that Discord's own servers have, signed to lapse. */
export const attachmentOf = (
  channel: string,
  { id, name, mediaType, size }: { id: string; name: string; mediaType: string; size: number },
) => {
  const url = `https://cdn.discordapp.com/attachments/${channel}/${id}/${encodeURIComponent(name)}?ex=65d903de&is=65c68ede&hm=2481f30d`;
  return { id, filename: name, size, url, proxy_url: url, content_type: mediaType };
};
