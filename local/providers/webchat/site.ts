import * as z from 'zod';
import type { File } from '../provider.ts';

/** `address` is `http(s)://.../webchat/{account}`, `origin` that of the host page. */
export type Site = { address: string; origin: string };

const sessionSchema = z.object({ token: z.string(), sender: z.string(), expiresAt: z.number(), socket: z.string() });
export type Session = z.infer<typeof sessionSchema>;
export type SessionAsked = { identity?: string; resume?: string; name?: string; language?: string };

const historySchema = z.object({ lines: z.array(z.unknown()), last: z.number(), more: z.boolean() });
const uploadSchema = z.object({ url: z.string(), key: z.string(), headers: z.record(z.string(), z.string()) });

/** What was asked for was refused: the status of the answer, and its body. */
export class SiteRefused extends Error {
  readonly status: number;

  constructor(status: number, body: string) {
    super(body);
    this.status = status;
  }
}

/** What a page asks for by HTTP. Each throws SiteRefused where the answer is no success. */
export const askSite = {
  session: async (site: Site, asked: SessionAsked): Promise<Session> =>
    sessionSchema.parse(await ask(site, 'POST', 'sessions', { body: asked })),

  history: async (site: Site, token: string, after: number) =>
    historySchema.parse(await ask(site, 'GET', `history?after=${after}&limit=100`, { token })),

  async upload(site: Site, token: string, { name, mediaType, data }: File): Promise<string> {
    const asked = { name, mediaType, size: data.length };
    const { url, key, headers } = uploadSchema.parse(await ask(site, 'POST', 'uploads', { token, body: asked }));
    const put = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(data) });
    if (!put.ok) throw new SiteRefused(put.status, await put.text());
    return key;
  },
};

async function ask(
  { address, origin }: Site,
  method: string,
  what: string,
  { token, body }: { token?: string; body?: unknown },
): Promise<unknown> {
  const response = await fetch(`${address}/${what}`, {
    method,
    headers: {
      origin,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  if (!response.ok) throw new SiteRefused(response.status, answer);
  return JSON.parse(answer);
}
