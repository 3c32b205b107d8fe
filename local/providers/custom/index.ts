import { randomUUID } from 'node:crypto';
import { sameText } from '../../../lib/channels/shared/hmac.ts';
import { signedHeaders, webhookSignature } from '../../../lib/standard-webhooks.ts';
import { type ApiAnswer, type ApiCall, jsonOf, postWebhook, Refused, serveApi } from '../api.ts';
import { openPhones } from '../phones.ts';
import type { File, Profile, Provider, ProviderOptions, Says } from '../provider.ts';
import { openReports } from '../reports.ts';
import { standIn } from '../stand-in.ts';
import { deedOf } from './customers.ts';
import { isCustomer, type Posted, postedShape } from './rules.ts';
import { seen } from './screen.ts';

const origin = 'https://custom.seaway.example';
const secret = {
  url: `${origin}/messages`,
  signingSecret: `whsec_${Buffer.from('the custom channel of a laptop').toString('base64')}`,
};

/**
 * A shop that connected its own app by the custom channel: it takes signed messages, reports what became of them, and
 * tells what its customers do. A sender is `customer-` and digits. docs/channels/custom.md
 */
export async function startCustom(options: ProviderOptions): Promise<Provider> {
  const phones = openPhones();
  /** The ids that messages of ours were given, by their `webhook-id`: what comes again is the same message. */
  const taken = new Map<string, string>();
  const unread = new Map<string, string[]>();
  const api = await serveApi(options, take);
  const reports = openReports(api.refusals);

  function take(call: ApiCall): ApiAnswer {
    if (call.method !== 'POST' || call.path !== '/messages') return refuse(404, 'there is nothing here');
    const id = verified(call);
    const { data: posted, error } = postedShape.safeParse(jsonOf(call.body));
    if (!posted)
      return refuse(400, error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
    if (posted.id !== id) return refuse(400, 'the id is not the webhook-id');
    if (posted.type === 'ping') return { status: 200, body: {} };
    if (!isCustomer(posted.sender)) return refuse(422, 'there is no such customer', posted.sender);
    return posted.type === 'message' ? show(posted) : mark(posted);
  }

  function show({ id, sender, content }: Extract<Posted, { type: 'message' }>): ApiAnswer {
    const before = taken.get(id);
    if (before) return { status: 200, body: { id: before } };
    const reacted = content.type === 'reaction' && phones.shown(sender).some((shown) => shown.id === content.messageId);
    const given = `shop-${randomUUID()}`;
    taken.set(id, given);
    if (reacted) phones.change(sender, content.messageId, { reaction: content.emoji });
    else phones.show(sender, { id: given, from: 'business', ...seen(content), raw: content });
    unread.set(sender, [...(unread.get(sender) ?? []), given]);
    report(sender, given, 'delivered');
    return { status: 200, body: { id: given } };
  }

  /** Typing is not kept; what was read is marked. */
  function mark({ type, sender }: Exclude<Posted, { type: 'message' | 'ping' }>): ApiAnswer {
    for (const { id, from } of phones.shown(sender))
      if (type === 'read' && from === 'customer') phones.change(sender, id, { state: 'read' });
    return { status: 200, body: {} };
  }

  const report = (sender: string, messageId: string, status: 'delivered' | 'read') =>
    reports.tell(sender, [{ type: 'receipt', messageId, status }], (receipt) => tell(sender, receipt));

  async function say(sender: string, says: Says, profile?: Profile) {
    if (!isCustomer(sender)) throw new Error(`${sender} is no customer of this shop: customer- and digits`);
    if (says.type === 'read') return read(sender);
    return tell(sender, { ...deedOf(sender, says, phones, attached), ...(profile && { profile }) });
  }

  function attached(file: File) {
    const { url } = api.keep(file);
    const { name, mediaType } = file;
    const content = { type: 'media' as const, url: origin + new URL(url).pathname, mediaType, name };
    return { content, look: { text: '', media: { url, mediaType, name } } };
  }

  async function read(sender: string) {
    const now = unread.get(sender) ?? [];
    unread.delete(sender);
    for (const messageId of now) await report(sender, messageId, 'read');
    return { status: 200, body: '' };
  }

  function tell(sender: string, event: Record<string, unknown>) {
    const body = JSON.stringify({ sender, at: Date.now(), ...event });
    return postWebhook(options.webhook, signedHeaders([secret.signingSecret], `evt-${randomUUID()}`, body), body);
  }

  return standIn({
    channel: 'custom',
    addresses: [origin],
    secret,
    can: [
      'text',
      'choice',
      'file',
      'location',
      'sticker',
      'contact',
      'edit',
      'unsend',
      'react',
      'typing',
      'read',
      'leave',
    ],
    say,
    phones,
    api,
    end: reports.settled,
  });
}

/** The `webhook-id` of a genuine call. */
function verified({ headers, body }: ApiCall): string {
  const [id, time, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    String(headers[name]),
  );
  const right = webhookSignature(secret.signingSecret, id ?? '', time ?? '', body);
  if (!(signature ?? '').split(' ').some((one) => sameText(one, right)))
    return refuse(401, 'the signature does not fit the body');
  if (!(Math.abs(Date.now() / 1000 - Number(time)) <= 300)) return refuse(401, 'the request is too old');
  return id ?? '';
}

function refuse(status: number, error: string, sender?: string): never {
  throw new Refused({ status, body: { error } }, error, sender);
}
