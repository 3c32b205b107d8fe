import * as z from 'zod';
import type { Act } from '../../lib/console/protocol/call.ts';
import { conversationSchema } from '../../lib/console/protocol/conversation.ts';
import { customerViewSchema } from '../../lib/console/protocol/customer.ts';
import { colleaguesSchema, deskSchema, foundSchema } from '../../lib/console/protocol/desk.ts';
import { meSchema } from '../../lib/console/protocol/me.ts';
import { type Offer, workSchema } from '../../lib/console/protocol/work.ts';
import type { Deed } from '../../lib/deed.ts';
import type { Clock } from './state/clock.ts';
import type { Sending, Session } from './state/types.ts';
import { texts } from './texts.ts';

/** What was asked for was refused, with the server's sentence; or could not be asked: then `status` is 0. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }

  /** Whether the same may go well a little later. */
  get passes(): boolean {
    return this.status === 0 || this.status === 401 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** What may be said of any failure, to whoever looks at the page. */
export const sentenceOf = (thrown: unknown): string => (thrown instanceof Refused ? thrown.message : texts.failed);

export type ApiOptions = {
  session: Session;
  fetch: typeof fetch;
  clock: Clock;
  /** After every answer, also a refusal: whether there was one, and 401 where nobody is signed in any more. */
  heard(status: number): void;
  /** The server's clock, in epoch milliseconds, and this page's at the same moment. */
  timed(server: number, here: number): void;
};

export type Api = ReturnType<typeof openApi>;

/** Milliseconds that an answer may take. */
const patience = 20_000;

/** Everything that the page asks of the server. Each throws Refused. */
export function openApi(options: ApiOptions) {
  const get = <Kind>(path: string, query: Record<string, string>, schema: z.ZodType<Kind>): Promise<Kind> =>
    ask(options, { method: 'GET', path: `${path}${queryOf(query)}` }, schema);
  const send = (method: 'POST' | 'PUT', path: string, body: unknown, query = {}): Promise<unknown> =>
    ask(options, { method, path: `${path}${queryOf(query)}`, body }, z.unknown());
  const timed =
    <Kind extends { now: number }>(path: string, schema: z.ZodType<Kind>) =>
    async (): Promise<Kind> => {
      const asked = options.clock.now();
      const answer = await get(path, {}, schema);
      options.timed(answer.now, (asked + options.clock.now()) / 2);
      return answer;
    };

  return {
    me: timed('me', meSchema),
    work: timed('work', workSchema),
    desk: timed('desk', deskSchema),
    colleagues: () => get('colleagues', {}, colleaguesSchema),
    customer: (thread: string) => get('customer', { thread }, customerViewSchema),
    conversation: (thread: string, before?: string) =>
      get('conversation', { thread, ...(before !== undefined && { before }) }, conversationSchema),
    search: (text: string) => get('search', { q: text }, foundSchema),
    answer: ({ reservation, taskSid }: Offer, answer: 'accepted' | 'rejected') =>
      send('POST', `reservations/${encodeURIComponent(reservation)}`, { answer, taskSid }),
    message: ({ id, task, thread, content }: Sending) =>
      send('POST', 'messages', { id, task, thread, ...partsOf(content) }),
    deed: (id: string, thread: string, deed: Deed) => send('POST', 'deeds', { id, thread, deed }),
    call: (id: string, thread: string, act: Act) => send('POST', 'calls', { id, thread, act }),
    signal: (thread: string, signal: 'typing' | 'read', messageId?: string) =>
      send('POST', 'signals', { id: crypto.randomUUID(), thread, signal, messageId }),
    presence: (activity: string) => send('POST', 'presence', { activity }),
    attribute: (thread: string, name: string, value: unknown) =>
      send('PUT', 'customer', { attributes: { [name]: value } }, { thread }),
    proof: (thread: string, proof: string) => send('POST', 'proofs', { id: crypto.randomUUID(), thread, proof }),
    /** Where to put a file, and the address by which it is then said. */
    upload: ({ name, type, size }: File) =>
      ask(
        options,
        { method: 'POST', path: 'uploads', body: { name: name || 'file', mediaType: type || unknownType, size } },
        uploadSchema,
      ),
  };
}

/** The type of a file that the browser does not know. */
const unknownType = 'application/octet-stream';

const uploadSchema = z.object({
  url: z.string(),
  mediaType: z.string(),
  upload: z.object({ url: z.string(), headers: z.record(z.string(), z.string()) }),
});
export type Upload = z.infer<typeof uploadSchema>;

const errorSchema = z.object({ error: z.string() });

type Asked = { method: string; path: string; body?: unknown };

async function ask<Kind>(options: ApiOptions, asked: Asked, schema: z.ZodType<Kind>): Promise<Kind> {
  const { status, text } = await answerOf(options, asked);
  options.heard(status);
  if (status === 0) throw new Refused(0, texts.unreachable);
  const told = json(text);
  if (status >= 400) throw new Refused(status, errorSchema.safeParse(told).data?.error ?? texts.failed);
  const answer = schema.safeParse(told);
  if (answer.success) return answer.data;
  throw new Refused(500, texts.misread);
}

/** Status 0 where there is none: no network, no answer in time. */
async function answerOf({ session, fetch, clock }: ApiOptions, { method, path, body }: Asked) {
  const silence = { status: 0, text: '' };
  const given = new AbortController();
  const late = new Promise<typeof silence>((resolve) => {
    const stop = clock.after(patience, () => {
      given.abort();
      resolve(silence);
    });
    given.signal.addEventListener('abort', stop);
  });
  const answered = async () => {
    const token = await session.token();
    const response = await fetch(`/console/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: given.signal,
    });
    return { status: response.status, text: await response.text() };
  };
  const answer = await Promise.race([answered().catch(() => silence), late]);
  given.abort();
  return answer;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const queryOf = (query: Record<string, string>): string => {
  const written = new URLSearchParams(query).toString();
  return written === '' ? '' : `?${written}`;
};

/** What is said with a file of ours goes by its address; anything else as it is. */
function partsOf(content: Sending['content']): object {
  if (content.type === 'text') return { text: content.text };
  if (content.type !== 'media' || !content.url.startsWith('media:')) return { content };
  const { url, mediaType, name, caption } = content;
  return { file: { url, mediaType, name }, text: caption };
}
