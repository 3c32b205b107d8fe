import * as z from 'zod';
import { jsonBody, misfits } from './aws/gateway.ts';
import type { WebhookRequest } from './channels/channel.ts';
import { type WebchatSettings, webchat } from './channels/webchat/index.ts';
import type { Session } from './channels/webchat/token.ts';
import type { Thread } from './message.ts';
import { type Accounts, enter, isWelcome, settingsOf } from './webchat/entrance.ts';
import { type Past, readHistory } from './webchat/history.ts';
import { Refused } from './webchat/refused.ts';
import { openSession } from './webchat/sessions.ts';
import { openUpload, type Uploads } from './webchat/uploads.ts';
import type { Answer } from './webhook.ts';

/** What a chat page needs of the outside world. */
export type Site = Accounts & {
  past: Past;
  uploads: Uploads;
  /** Takes frames as the channel's webhook does. */
  take(account: string, request: WebhookRequest): Promise<Answer>;
  /** The address of our WebSockets: `wss://...`. */
  socket: string;
  now(): number;
};

/**
 * What a chat page asks of us by HTTP: `what` is the last part of /webchat/{account}/{what}. Pages of other origins than the
 * account's are refused, and the browser is told whose answers it may show (https://fetch.spec.whatwg.org/#http-cors-protocol).
 */
export async function answerWebchat(
  site: Site,
  { account, what }: { account: string; what: string },
  request: WebhookRequest,
): Promise<Answer> {
  const settings = await settingsOf(site, account);
  if (!settings) return json(404, { error: 'There is no such web chat here.' });
  const { origin } = request.headers;
  if (!isWelcome(settings, origin)) return json(403, { error: `${origin} is not among the origins of this account.` });
  const { status, headers, body } =
    request.method === 'OPTIONS'
      ? preflight
      : await answer(site, `${request.method} ${what}`, { settings, account, request });
  return { status, headers: { ...headers, ...(origin !== undefined && sharedWith(origin)) }, body };
}

type Visit = { settings: WebchatSettings; account: string; request: WebhookRequest };

const routes: Record<string, (site: Site, visit: Visit) => Promise<Answer>> = {
  'POST sessions': async ({ now, socket }, { settings, account, request }) =>
    json(201, { ...openSession(settings, account, jsonBody(request.body), now()), socket }),

  'GET history': async ({ past }, visit) =>
    json(200, await readHistory(past, threadOf(sessionOf(visit)), visit.request.query)),

  'POST uploads': async ({ uploads }, visit) =>
    json(201, openUpload(uploads, threadOf(sessionOf(visit)), jsonBody(visit.request.body))),

  'POST frames': async ({ take }, { account, request }) => take(account, request),
};

async function answer(site: Site, route: string, visit: Visit): Promise<Answer> {
  const work = routes[route];
  if (!work) return json(404, { error: `there is no ${route}` });
  try {
    return await work(site, visit);
  } catch (error) {
    if (error instanceof Refused) return json(error.status, { error: error.message });
    if (error instanceof z.ZodError) return json(400, { error: misfits(error) });
    throw error;
  }
}

function sessionOf({ settings, account, request }: Visit): Session {
  const session = enter(settings, account, request.headers.authorization);
  if (session) return session;
  throw new Refused(401, 'the session has ended: begin a new one');
}

const threadOf = ({ account, sub }: Session): Thread => ({ channel: webchat.name, account, sender: sub });

const preflight: Answer = {
  status: 204,
  headers: {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization, content-type',
    // Two hours are the most that browsers keep it.
    'access-control-max-age': '7200',
  },
  body: '',
};

const sharedWith = (origin: string) => ({ 'access-control-allow-origin': origin, vary: 'origin' });

const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  body: JSON.stringify(body),
});
