import { type Guard, parsed } from './guards.ts';
import type { Frame } from './machine/entry.ts';
import { type History, historyOf, isSession, isUpload, type Session, type Upload } from './protocol.ts';

/** `origin` is that of our API; the account is one of its web chats. */
export type Site = { origin: string; account: string };

/** What was asked for was refused, or could not be asked: then `status` is 0. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
  }
}

/** Milliseconds that an answer may take. */
const patience = 20_000;

type Asked = { identity?: string | undefined; resume?: string | undefined; language: string };

/** What a page asks of us by HTTP: docs/channels/webchat-protocol.md. Each throws Refused. */
export const askSite = {
  session: async (site: Site, asked: Asked): Promise<Session> =>
    fitting(await ask(site, 'sessions', { body: asked }), isSession),

  async history(site: Site, token: string, { after, limit }: { after?: number | undefined; limit?: number }) {
    const query = new URLSearchParams();
    if (after !== undefined) query.set('after', `${after}`);
    if (after !== undefined || limit !== undefined) query.set('limit', `${limit ?? 100}`);
    const history: History | undefined = historyOf(JSON.parse(await ask(site, `history?${query}`, { token })));
    if (history) return history;
    throw new Refused(500, 'the history is none');
  },

  upload: async (site: Site, token: string, { name, type: mediaType, size }: File): Promise<Upload> =>
    fitting(await ask(site, 'uploads', { token, body: { name, mediaType, size } }), isUpload),

  frame: (site: Site, token: string, frame: Frame): Promise<string> => ask(site, 'frames', { token, body: frame }),
};

function fitting<Kind>(text: string, guard: Guard<Kind>): Kind {
  const answer = parsed(text, guard);
  if (answer !== undefined) return answer;
  throw new Refused(500, 'the answer does not fit');
}

async function ask(
  { origin, account }: Site,
  what: string,
  { token, body }: { token?: string; body?: unknown },
): Promise<string> {
  const response = await fetch(`${origin}/webchat/${encodeURIComponent(account)}/${what}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    credentials: 'omit',
    signal: AbortSignal.timeout(patience),
  }).catch((thrown: unknown) => {
    throw new Refused(0, String(thrown));
  });
  const text = await response.text().catch(() => '');
  if (response.ok) return text;
  throw new Refused(response.status, text);
}
