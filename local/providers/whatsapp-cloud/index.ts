import { randomUUID } from 'node:crypto';
import { graph } from '../../../lib/channels/shared/meta-graph.ts';
import { isUserId } from '../../../lib/channels/whatsapp-cloud/address.ts';
import { type ApiAnswer, type ApiCall, jsonOf, serveApi } from '../api.ts';
import { openApp } from '../meta/app.ts';
import { checkToken, postMeta, read, refuse, success, unknownPath } from '../meta/graph.ts';
import { openPhones } from '../phones.ts';
import type { Profile, Provider, ProviderOptions, Says } from '../provider.ts';
import { openReports } from '../reports.ts';
import { standIn } from '../stand-in.ts';
import { doing } from './customers.ts';
import { fileIds, openFiles, store } from './files.ts';
import { openNumber } from './number.ts';
import { messageRule, readMark, type WhatsAppMessage } from './rules.ts';
import { seen } from './screen.ts';

const appId = '4123260635151226';
const secret = {
  phoneNumberId: '106540352242922',
  businessAccountId: '102290129340398',
  accessToken: 'local-whatsapp-cloud-token',
  appSecret: 'local-whatsapp-cloud-app-secret',
  verifyToken: 'local-whatsapp-cloud-verify-token',
  appId,
};
const scopes = ['whatsapp_business_messaging', 'whatsapp_business_management'];
const metadata = { display_phone_number: '15550783881', phone_number_id: secret.phoneNumberId };
const day = 86_400_000;

/**
 * WhatsApp's Cloud API: one number with statuses, read marks and files, and the customers. The number is in the WhatsApp
 * Business app too, so that edits and deletions are told. A sender is the digits of a number, or a user id such as US.1234
 * of somebody who hides theirs. https://developers.facebook.com/documentation/business-messaging/whatsapp
 */
export async function startWhatsappCloud(options: ProviderOptions): Promise<Provider> {
  const phones = openPhones();
  /** When each customer last wrote, in epoch milliseconds. */
  const heard = new Map<string, number>();
  /** Our messages that a customer has not read. */
  const unread = new Map<string, Tracked[]>();
  const files = openFiles();
  const number = openNumber(secret.phoneNumberId);
  const api = await serveApi(options, take);
  const reports = openReports(api.refusals);
  const app = openApp({ ...secret, id: appId, object: 'whatsapp_business_account', scopes });

  function take(call: ApiCall): ApiAnswer | Promise<ApiAnswer> {
    const connecting = app(call);
    if (connecting) return connecting;
    checkToken(call, secret.accessToken);
    const path = call.path.split('?')[0] ?? '';
    if (path.endsWith(`/${secret.phoneNumberId}/messages`) && call.method === 'POST') return post(call.body);
    if (path.endsWith(`/${secret.phoneNumberId}`)) return number(call);
    return files.take(call) ?? unknownPath(path);
  }

  function post(body: Buffer): ApiAnswer {
    if (readMark.safeParse(jsonOf(body)).success) return markRead(read(body, readMark, invalid).message_id);
    const sent = read(body, messageRule, invalid);
    const sender = sent.to?.replace('+', '') ?? sent.recipient ?? '';
    const tracked = { id: messageId(), data: sent.biz_opaque_callback_data };
    if (sent.type === 'template' || Date.now() - (heard.get(sender) ?? 0) <= day) arrive(sender, tracked, sent);
    else report(sender, [{ ...statusOf(sender, tracked, 'failed'), errors: [windowClosed] }]);
    const contact = { input: sent.to ?? sent.recipient, ...(sent.to && { wa_id: sender }) };
    return {
      status: 200,
      body: { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id: tracked.id }] },
    };
  }

  function arrive(sender: string, tracked: Tracked, sent: WhatsAppMessage): void {
    const target = sent.type === 'reaction' ? sent.reaction.message_id : '';
    if (phones.shown(sender).some(({ id }) => id === target))
      phones.change(sender, target, { reaction: seen(sent).reaction ?? '' });
    else phones.show(sender, { id: tracked.id, from: 'business', ...seen(sent), raw: sent });
    unread.set(sender, [...(unread.get(sender) ?? []), tracked]);
    report(sender, [statusOf(sender, tracked, 'sent'), statusOf(sender, tracked, 'delivered')]);
  }

  /** Everything of the customer up to the message counts as read. */
  function markRead(id: string): ApiAnswer {
    const sender = [...heard.keys()].find((one) => phones.shown(one).some((shown) => shown.id === id));
    if (!sender) return refuse(400, { code: invalid, message: 'Parameter value is not valid', details: 'message_id' });
    const screen = phones.shown(sender);
    for (const shown of screen.slice(0, screen.findIndex((one) => one.id === id) + 1))
      if (shown.from === 'customer') phones.change(sender, shown.id, { state: 'read' });
    return success;
  }

  const tell = (value: object) => {
    const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } };
    const entry = [{ id: secret.businessAccountId, changes: [change] }];
    return postMeta(options.webhook, secret.appSecret, { object: 'whatsapp_business_account', entry });
  };

  const report = (sender: string, statuses: object[]) => reports.tell(sender, [{ statuses }], tell);

  async function say(sender: string, says: Says, { name = 'Customer' }: Profile = {}) {
    const hidden = isUserId(sender);
    if (!hidden && !/^\d{6,15}$/.test(sender))
      throw new Error(`${sender} is no WhatsApp id: digits alone, or a user id such as US.1234`);
    if (says.type === 'read') return readAll(sender);
    heard.set(sender, Date.now());
    const id = messageId();
    const done = doing(phones, (file) => ({ id: files.keep(file), url: api.keep(file).url }), sender, id, says);
    const by = hidden ? { from_user_id: sender } : { from: sender };
    const contact = { profile: { name }, ...(hidden ? { user_id: sender } : { wa_id: sender }) };
    return tell({ contacts: [contact], messages: [{ ...by, id, timestamp: now(), ...done }] });
  }

  async function readAll(sender: string) {
    const statuses = (unread.get(sender) ?? []).map((tracked) => statusOf(sender, tracked, 'read'));
    unread.delete(sender);
    return statuses.length > 0 ? tell({ statuses }) : { status: 200, body: '' };
  }

  return standIn({
    channel: 'whatsapp-cloud',
    addresses,
    secret,
    can: ['text', 'choice', 'file', 'location', 'sticker', 'contact', 'edit', 'unsend', 'react', 'read'],
    say,
    phones,
    api,
    end: reports.settled,
  });
}

/** A message of ours, and what comes back with its statuses. */
type Tracked = { id: string; data: string | undefined };

const addresses = [
  ...[secret.phoneNumberId, secret.businessAccountId, appId, fileIds].map((id) => `${graph}/${id}`),
  `${graph}/debug_token?input_token=${secret.accessToken}`,
  store,
];

/** The code of a parameter that is not valid. */
const invalid = 131009;

const windowClosed = {
  code: 131047,
  title: 'Re-engagement message',
  error_data: { details: 'More than 24 hours have passed since the customer last replied to this number.' },
};

const messageId = () => `wamid.${Buffer.from(randomUUID()).toString('base64')}`;

const now = () => String(Math.floor(Date.now() / 1000));

const statusOf = (sender: string, { id, data }: Tracked, status: string) => ({
  id,
  status,
  timestamp: now(),
  ...(isUserId(sender) ? { recipient_user_id: sender } : { recipient_id: sender }),
  ...(data && { biz_opaque_callback_data: data }),
});
