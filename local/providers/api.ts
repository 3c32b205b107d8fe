import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { listen } from '../aws/listen.ts';
import type { Failure, File, ProviderOptions, Refusal } from './provider.ts';

/** A call of a provider's API, and the answer to it: JSON, unless bytes. */
export type ApiCall = { method: string; path: string; headers: IncomingMessage['headers']; body: Buffer };
export type ApiAnswer = { status: number; headers?: Record<string, string>; body: unknown };

/**
 * Serves a provider's API on 127.0.0.1, with its faults on demand, and what its customers send, under /files/ for their own
 * screens. `take` answers a call; it throws Refused for one that is wrong.
 */
export async function serveApi(
  { port = 0, delay = 0 }: ProviderOptions,
  take: (call: ApiCall) => ApiAnswer | Promise<ApiAnswer>,
) {
  const files = new Map<string, File>();
  const failures: Failure[] = [];
  const refusals: Refusal[] = [];
  let requests = 0;
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const call = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    const answer = shownFile(call.path) ?? (await answerTo(call));
    const json = !Buffer.isBuffer(answer.body);
    response.writeHead(answer.status, {
      'content-type': json ? 'application/json' : 'application/octet-stream',
      ...answer.headers,
    });
    response.end(json ? JSON.stringify(answer.body) : answer.body);
  });
  const origin = `http://127.0.0.1:${await listen(server, port)}`;

  function shownFile(path: string): ApiAnswer | undefined {
    const file = path.startsWith('/files/') && files.get(path.split('/')[2] ?? '');
    return file ? fileAnswer(file) : undefined;
  }

  async function answerTo(call: ApiCall): Promise<ApiAnswer> {
    requests++;
    if (delay > 0) await wait(delay);
    const failure = failures.shift();
    if (failure) return { status: failure.status, body: failure.body ?? {} };
    try {
      return await take(call);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusals.push({ ...error.refusal, request: `${call.method} ${call.path} ${call.body}` });
      return error.answer;
    }
  }

  return {
    origin,
    /** Keeps a file that a customer sends; gives its id, and the address under which the customer's own screen shows it. */
    keep(file: File): { id: string; url: string } {
      const id = randomUUID();
      files.set(id, file);
      return { id, url: `${origin}/files/${id}/${encodeURIComponent(file.name)}` };
    },
    file: (id: string): File | undefined => files.get(id),
    refusals,
    fail: (next: Failure) => void failures.push(...Array.from({ length: next.times ?? 1 }, () => next)),
    requests: () => requests,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A call that is wrong: what the provider answers to it, and why. */
export class Refused extends Error {
  readonly answer: ApiAnswer;
  readonly refusal: { sender?: string; reason: string };

  constructor(answer: ApiAnswer, reason: string, sender?: string) {
    super(reason);
    this.answer = answer;
    this.refusal = { ...(sender !== undefined && { sender }), reason };
  }
}

/** A body as JSON, or undefined where it is none, which no rule allows. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A multipart form as its fields, with the file that is in its field `file`; undefined where a call is none. */
export async function formIn({ headers, body }: Pick<ApiCall, 'headers' | 'body'>, file: string) {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return undefined;
  const response = new Response(new Uint8Array(body), { headers: { 'content-type': type } });
  const form = await response.formData().catch(() => new FormData());
  const fields = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  const given = form.get(file);
  if (!(given instanceof Blob)) return { fields };
  const data = Buffer.from(await given.arrayBuffer());
  return { fields, file: { name: given.name, mediaType: given.type, data } };
}

/** Posts a webhook as the provider does, and gives the answer. */
export async function postWebhook(url: string, headers: Record<string, string>, body: string | Buffer) {
  const bytes = typeof body === 'string' ? body : new Uint8Array(body);
  const response = await fetch(url, { method: 'POST', headers, body: bytes });
  return { status: response.status, body: await response.text() };
}

/** A file as the answer to a download. */
export const fileAnswer = ({ data, mediaType }: File): ApiAnswer => ({
  status: 200,
  headers: { 'content-type': mediaType, 'access-control-allow-origin': '*' },
  body: data,
});
