import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { buildWidget } from '../../console/build.ts';
import { listen } from '../aws/listen.ts';
import { askSite } from '../providers/webchat/site.ts';
import type { Seaway } from '../seaway.ts';
import { signIdentity } from './identity.ts';
import { drawShop, shopScript, shopSign, shopStyle } from './page.ts';

export type Shop = {
  /** Of its page: startSeaway takes it as one of `pages`. */
  origin: string;
  /** From now on its page is there, with the chat of this Seaway. */
  open(seaway: Seaway): Promise<void>;
  close(): Promise<void>;
};

type Answer = { status: number; type: string; body: string; headers?: Record<string, string> };

/**
 * A customer of ours: a small shop on an origin of its own, at `port` or a free one, with the web chat on its page and a strict
 * policy of what that may do. It listens before Seaway is there, which has to know its origin.
 */
export async function startShop({ port = 0, log }: { port?: number; log: (line: string) => void }): Promise<Shop> {
  let answer = closed('The shop opens in a moment.');
  const server = createServer((request, response) => say(response, answer(request)));
  const origin = `http://127.0.0.1:${await listen(server, port, log)}`;
  return {
    origin,
    async open(seaway) {
      const secret = secretSchema.safeParse(seaway.phones.webchat?.secret).data;
      answer = secret
        ? await shopOf(seaway, { origin, ...secret })
        : closed('The shop has no chat: there is no webchat account in config/deployment.ts.');
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const secretSchema = z.object({ identityKey: z.string() });

const closed =
  (body: string) =>
  (_: IncomingMessage): Answer => ({ status: 503, type: 'text/plain', body });

async function shopOf(
  { cloud }: Seaway,
  { origin, identityKey }: { origin: string; identityKey: string },
): Promise<(request: IncomingMessage) => Answer> {
  const sign = () => signIdentity({ id: 'ada', name: 'Ada Lovelace', email: 'ada@shop.example' }, identityKey);
  const { socket } = await askSite.session({ address: `${cloud.origin}/webchat/main`, origin }, {});
  const files = Object.entries(cloud.origins).flatMap(([name, own]) => (name.includes('.s3.') ? [own] : []));
  const policy = policyOf({ api: cloud.origin, socket: new URL(socket).origin, files: files.join(' ') });
  const parts: Record<string, Answer> = {
    '/seaway-chat.js': { status: 200, type: 'text/javascript', body: buildWidget().file },
    '/shop.js': { status: 200, type: 'text/javascript', body: shopScript },
    '/shop.css': { status: 200, type: 'text/css', body: shopStyle },
    '/favicon.svg': { status: 200, type: 'image/svg+xml', body: shopSign },
  };

  function page(request: IncomingMessage, language: string | null): Answer {
    const identity = request.headers.cookie?.includes('who=ada') ? sign() : undefined;
    const body = drawShop({ endpoint: cloud.origin, identity, language });
    return { status: 200, type: 'text/html', body, headers: { 'content-security-policy': policy } };
  }

  /** Another site could send a form here; its browser says where it comes from. */
  function act(request: IncomingMessage, path: string): Answer | undefined {
    if (request.headers.origin !== origin) return undefined;
    if (path === '/sign-in') return signed({ identity: sign() }, 'who=ada');
    return path === '/sign-out' ? signed({}, 'who=; Max-Age=0') : undefined;
  }

  return (request) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', origin);
    const found =
      request.method === 'POST'
        ? act(request, pathname)
        : pathname === '/'
          ? page(request, searchParams.get('lang'))
          : parts[pathname];
    return found ?? { status: 404, type: 'text/plain', body: 'The shop has no such page.' };
  };
}

const signed = (body: object, cookie: string): Answer => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify(body),
  headers: { 'set-cookie': `${cookie}; Path=/; HttpOnly; SameSite=Strict` },
});

function say(response: ServerResponse, { status, type, body, headers }: Answer): void {
  response.writeHead(status, { ...protection, 'content-type': `${type}; charset=utf-8`, ...headers }).end(body);
}

const protection = {
  'cache-control': 'no-cache',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
};

/** What docs/widget.md asks of a host page, and nothing more. */
const policyOf = ({ api, socket, files }: { api: string; socket: string; files: string }): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${api} ${socket} ${files}`,
    `img-src 'self' blob: ${files}`,
    `media-src blob: ${files}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
