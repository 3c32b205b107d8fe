import { randomUUID } from 'node:crypto';
import { signToken } from '../../../lib/channels/webchat/token.ts';
import { socketHost } from '../../cloud/socket-management.ts';
import { serveApi } from '../api.ts';
import { openPhones } from '../phones.ts';
import type { File, Profile, Provider, ProviderOptions, Says } from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { openForward } from './gateway.ts';
import type { Line } from './lines.ts';
import { openPage, type Page } from './page.ts';
import { type Deed, deedOf, seen } from './screen.ts';
import { SiteRefused } from './site.ts';

const origin = 'https://shop.seaway.example';

const keys = {
  sessionKey: 'the local session key of the web chat',
  identityKey: 'the local identity key of the web chat',
};

/**
 * Browsers with our chat in them, and API Gateway on the way to them: it hands pushes on, and fails when told. A sender is a
 * UUID, which the browser has from an earlier visit: it comes with a session token and goes on with that session.
 */
export async function startWebchat(options: ProviderOptions): Promise<Provider> {
  const secret = { ...keys, origins: [origin, ...(options.pages ?? [])] };
  const phones = openPhones();
  const pages = new Map<string, Promise<Page>>();
  const site = { address: options.webhook.replace('/webhooks/webchat/', '/webchat/'), origin };
  const account = decodeURIComponent(site.address.split('/').at(-1) ?? '');
  const api = await serveApi(options, openForward(site));

  function pageOf(sender: string, profile: Profile): Promise<Page> {
    const open = pages.get(sender);
    if (open) return open;
    const iat = Math.floor(Date.now() / 1000);
    const resume = signToken({ sub: sender, account, iat, exp: iat + 60, ...profile }, secret.sessionKey);
    const page = openPage(
      site,
      { resume },
      {
        line: (line) => see(sender, line, page),
        signal: (type, messageId) => {
          if (type === 'read' && messageId !== undefined) mark(sender, messageId, 'read');
        },
      },
    );
    pages.set(sender, page);
    // One that did not open is opened anew by the next thing that its visitor does.
    page.catch(() => pages.delete(sender));
    return page;
  }

  const shownTo = (sender: string, id: string) => phones.shown(sender).find((shown) => shown.id === id);

  function mark(sender: string, id: string, state: 'sent' | 'read'): void {
    if (shownTo(sender, id)) phones.change(sender, id, { state });
  }

  function see(sender: string, { id, from, content }: Line, page: Promise<Page>): void {
    const before = shownTo(sender, content.type === 'reaction' ? content.messageId : id);
    if (content.type === 'reaction') {
      if (before) phones.change(sender, before.id, { reaction: content.emoji });
    } else if (!before) {
      phones.show(sender, { id, from, ...seen(content), raw: content });
    } else if (from === 'business') {
      phones.change(sender, id, seen(content));
    }
    if (from === 'business') void page.then(({ say }) => say({ type: 'delivered', messageId: id })).catch(() => {});
  }

  function deed(sender: string, says: Exclude<Says, { type: 'file' }>): Deed {
    const label = says.type === 'choice' ? phones.offering(sender, says.option).text : '';
    const upTo = phones.shown(sender).findLast(({ from }) => from === 'business')?.at ?? 0;
    return deedOf(says, { label, upTo });
  }

  async function say(sender: string, says: Says, profile: Profile = {}) {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(sender))
      throw new Error(`${sender} is no sender of a web chat: a UUID`);
    const id = randomUUID();
    const { looks, change, frame } = says.type === 'file' ? fileDeed(says) : deed(sender, says);
    if (looks) phones.show(sender, { id, from: 'customer', ...looks, raw: frame });
    if (change) phones.change(sender, change.message, change.looks);
    try {
      const page = await pageOf(sender, profile);
      const key = says.type === 'file' && { key: await page.upload(says) };
      const { status, reason } = await page.say({ ...frame, ...key, id });
      if (status === 200) mark(sender, id, 'sent');
      return { status, body: reason };
    } catch (error) {
      if (!(error instanceof SiteRefused)) throw error;
      return { status: error.status, body: error.message };
    }
  }

  /** A file as its visitor sees it at once. */
  function fileDeed(file: File): Deed {
    const { name, mediaType } = file;
    const media = { url: api.keep(file).url, mediaType, name };
    return { looks: { text: '', media }, frame: { type: 'file', name, mediaType } };
  }

  return standIn({
    channel: 'webchat',
    // With its slash it is longer than what the local cloud says of the same origin, and so comes first.
    addresses: [`https://${socketHost}/`],
    secret,
    can: ['text', 'choice', 'file', 'location', 'edit', 'unsend', 'react', 'typing', 'read', 'leave'],
    say,
    phones,
    api,
    async end() {
      const open = await Promise.allSettled(pages.values());
      await Promise.all(open.map((page) => (page.status === 'fulfilled' ? page.value.cut() : undefined)));
    },
  });
}
