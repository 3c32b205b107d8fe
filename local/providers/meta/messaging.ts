import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { type ApiAnswer, type ApiCall, serveApi } from '../api.ts';
import { openPhones } from '../phones.ts';
import { picture } from '../picture.ts';
import type { File, Provider, ProviderOptions, Says } from '../provider.ts';
import { openReports } from '../reports.ts';
import { standIn } from '../stand-in.ts';
import { openApp } from './app.ts';
import { checkToken, postMeta, read, refuse, unknownPath } from './graph.ts';
import { type Sent, seen } from './sent.ts';
import { attached, said } from './spoken.ts';

/** What differs between the two networks whose Send API and webhooks are the same. */
export type Network = {
  channel: 'messenger' | 'instagram';
  object: 'page' | 'instagram';
  /** The page's or account's id; the one that stands in the addresses of the API, where it is another. */
  id: string;
  appId: string;
  secret: { accessToken: string; appSecret: string; verifyToken: string };
  /** Starts of the addresses that it answers. */
  addresses: string[];
  scopes: string[];
  /** Where files of customers lie, open to everybody. */
  store: string;
  rules: z.ZodType<Sent>;
  can: Provider['can'];
  /** What a customer's sticker is in a webhook, by the address of its picture. */
  sticker: (address: string) => object;
  /** Whether the network tells of deliveries, and of reading by a time; else by message, and of no deliveries. */
  tellsDeliveries: boolean;
};

const day = 86_400_000;

/** The stand-in of a network: the Send API, what connects an app, and the customers. A sender is a number of 10 digits or more. */
export async function startNetwork(network: Network, options: ProviderOptions): Promise<Provider> {
  const { channel, id, secret } = network;
  const phones = openPhones();
  /** When each customer last wrote, in epoch milliseconds. */
  const heard = new Map<string, number>();
  const unread = new Map<string, string[]>();
  const api = await serveApi(options, take);
  const reports = openReports(api.refusals);
  const app = openApp({ ...secret, id: network.appId, object: network.object, scopes: network.scopes });

  function take(call: ApiCall): ApiAnswer | Promise<ApiAnswer> {
    const path = call.path.split('?')[0] ?? '';
    const connecting = app(call);
    if (connecting) return connecting;
    checkToken(call, secret.accessToken);
    if (call.method === 'POST' && path.endsWith('/messages')) return send(call);
    const named = { id, name: 'Seaway', user_id: id, username: 'seaway' };
    return call.method === 'GET' && network.addresses.some((start) => start.endsWith(path))
      ? { status: 200, body: named }
      : unknownPath(path);
  }

  function send({ body }: ApiCall): ApiAnswer {
    const sent = read(body, network.rules, 100);
    const sender = sent.recipient.id;
    const last = heard.get(sender);
    if (last === undefined)
      return refuse(400, { code: 100, subcode: 2018001, message: 'No matching user found' }, sender);
    if ('sender_action' in sent) return act(sender, sent);
    const open = sent.tag === 'HUMAN_AGENT' ? 7 * day : day;
    if (Date.now() - last > open) {
      const message = 'This message is sent outside of allowed window.';
      return refuse(400, { code: 10, subcode: channel === 'messenger' ? 2018278 : 2534022, message }, sender);
    }
    const mid = messageId();
    phones.show(sender, { id: mid, from: 'business', ...seen(sent.message), raw: sent.message });
    unread.set(sender, [...(unread.get(sender) ?? []), mid]);
    report(sender, { ...echo(sender), message: echoed(mid, sent.message) });
    if (network.tellsDeliveries) report(sender, { ...by(sender), delivery: { mids: [mid], watermark: Date.now() } });
    return { status: 200, body: { recipient_id: sender, message_id: mid } };
  }

  function act(
    sender: string,
    { sender_action: action, payload }: Extract<Sent, { sender_action: string }>,
  ): ApiAnswer {
    const screen = phones.shown(sender);
    if (action === 'mark_seen')
      for (const shown of screen) if (shown.from === 'customer') phones.change(sender, shown.id, { state: 'read' });
    const reaction = action === 'unreact' ? '' : payload?.reaction === 'love' ? '❤️' : payload?.reaction;
    if (payload && screen.some((shown) => shown.id === payload.message_id))
      phones.change(sender, payload.message_id, { reaction: reaction ?? '' });
    return { status: 200, body: { recipient_id: sender } };
  }

  /** The echo names the app only where it gives the metadata back. */
  function echoed(mid: string, message: Extract<Sent, { message: unknown }>['message']) {
    const content = 'attachment' in message ? { attachments: [message.attachment] } : { text: message.text };
    const { metadata } = message;
    return { mid, is_echo: true, ...content, ...(metadata && { metadata, app_id: Number(network.appId) }) };
  }

  const by = (sender: string) => ({ sender: { id: sender }, recipient: { id }, timestamp: Date.now() });
  const echo = (sender: string) => ({ sender: { id }, recipient: { id: sender }, timestamp: Date.now() });
  const post = (item: object) =>
    postMeta(options.webhook, secret.appSecret, {
      object: network.object,
      entry: [{ id, time: Date.now(), messaging: [item] }],
    });
  const report = (sender: string, item: object) => reports.tell(sender, [item], post);

  async function say(sender: string, says: Says) {
    if (!/^\d{10,20}$/.test(sender)) throw new Error(`${sender} is no ${channel} id: 10 to 20 digits`);
    if (!network.can.includes(says.type)) throw new Error(`nobody can do this on ${channel}: ${says.type}`);
    if (says.type === 'read') return readAll(sender);
    heard.set(sender, Date.now());
    return post({ ...by(sender), ...done(sender, says) });
  }

  /** Shows what the customer did, and gives what the network tells of it. */
  function done(sender: string, says: Exclude<Says, { type: 'read' }>): object {
    switch (says.type) {
      case 'edit':
        phones.change(sender, says.message, { text: says.text, edited: true });
        return { message_edit: { mid: says.message, text: says.text, num_edit: 1 } };
      case 'unsend':
        phones.change(sender, says.message, { text: '', deleted: true });
        return { message: { mid: says.message, is_deleted: true } };
      case 'react': {
        phones.change(sender, says.message, { reaction: says.emoji });
        const { emoji, message: mid } = says;
        return { reaction: emoji ? { mid, action: 'react', emoji, reaction: 'other' } : { mid, action: 'unreact' } };
      }
      default: {
        const mid = messageId();
        const { item, look } = says.type === 'choice' ? chosen(sender, says.option, mid) : saying(says, mid);
        phones.show(sender, { id: mid, from: 'customer', state: 'delivered', ...look, raw: item });
        return item;
      }
    }
  }

  function saying(says: Exclude<Says, { type: 'choice' }>, mid: string) {
    if (says.type !== 'file' && says.type !== 'sticker') return said(says, mid);
    const { url } = api.keep(says.type === 'file' ? says : sticker);
    const address = network.store + new URL(url).pathname;
    if (says.type === 'file') return attached(says, mid, { url, address });
    return { item: { message: { mid, attachments: [network.sticker(address)] } }, look: { text: '❤️' } };
  }

  /** A button of a template comes back as a postback, a quick reply as a message. */
  function chosen(sender: string, option: string, mid: string) {
    const { shown, text } = phones.offering(sender, option);
    const asTemplate = JSON.stringify(shown.raw).includes('"template_type":"button"');
    const item = asTemplate
      ? { postback: { mid, title: text, payload: option } }
      : { message: { mid, text, quick_reply: { payload: option } } };
    return { item, look: { text } };
  }

  async function readAll(sender: string) {
    const mids = unread.get(sender) ?? [];
    unread.delete(sender);
    if (network.tellsDeliveries) return post({ ...by(sender), read: { watermark: Date.now() } });
    let answer = { status: 200, body: '' };
    for (const mid of mids) answer = await post({ ...by(sender), read: { mid } });
    return answer;
  }

  return standIn({
    channel,
    addresses: [...network.addresses, network.store],
    secret,
    can: network.can,
    say,
    phones,
    api,
    end: reports.settled,
  });
}

const sticker: File = { name: 'sticker.png', mediaType: 'image/png', data: picture() };

const messageId = () => `m_${randomUUID().replaceAll('-', '')}`;
