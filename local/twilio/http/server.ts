import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { reasonOf } from '../../../lib/errors.ts';
import type { Account } from '../account.ts';
import { invalid, Problem } from '../problem.ts';
import type { Answer } from './call.ts';
import { answerCall } from './routes.ts';

/** The largest form: a workflow's configuration, percent-encoded. */
const largestBody = 4 * 1024 * 1024;

/** The HTTP door: TaskRouter's API under /v1, and /_clock/advance, all behind Basic authentication. */
export const createApiServer = (account: Account): Server =>
  createServer((request, response) => {
    serve(account, request, response).catch((error: unknown) => send(response, answerOf(error)));
  });

async function serve(account: Account, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  const { method = 'GET', headers } = request;
  const url = new URL(request.url ?? '/', account.origin());
  authenticate(account, headers.authorization);
  const fault = account.faults.takeRequest(`${method} ${url.pathname}`);
  if (fault?.type === 'status' && !fault.committed) throw faultOf(fault.status);
  const answer = answerRequest(account, method, url, headers['if-match'], body);
  if (fault?.type === 'status') throw faultOf(fault.status);
  if (fault?.type === 'lost-answer') return;
  if (fault?.type === 'delay') await delay(fault.ms);
  send(response, answer);
}

function answerRequest(account: Account, method: string, url: URL, ifMatch: string | undefined, body: string): Answer {
  if (url.pathname === '/_clock/advance' && method === 'POST') {
    account.clock.advance(millisecondsIn(body));
    return { status: 200, body: { now: account.clock.now() } };
  }
  if (!url.pathname.startsWith('/v1/'))
    throw new Problem(404, 20404, `The requested resource ${url.pathname} was not found`);
  return answerCall(method, {
    account,
    path: url.pathname.slice('/v1'.length),
    query: url.searchParams,
    form: new URLSearchParams(body),
    ifMatch,
  });
}

const advanceSchema = z.object({ ms: z.number().nonnegative() });

function millisecondsIn(body: string): number {
  try {
    return advanceSchema.parse(JSON.parse(body)).ms;
  } catch {
    throw invalid('Send {"ms": milliseconds} to advance the clock');
  }
}

function authenticate({ accountSid, authToken }: Account, header = ''): void {
  const wanted = Buffer.from(`Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`);
  const given = Buffer.from(header);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new Problem(401, 20003, 'Authenticate');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    size += part.length;
    if (size > largestBody) throw new Problem(413, 20001, `The body is larger than ${largestBody} bytes`);
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const faultCodes: Record<number, [code: number, sentence: string]> = {
  429: [20429, 'Too Many Requests'],
  500: [20500, 'Internal Server Error'],
  503: [20503, 'Service Unavailable'],
};

function faultOf(status: number): Problem {
  const [code, sentence] = faultCodes[status] ?? [20001, 'Fault injected'];
  return new Problem(status, code, sentence);
}

function answerOf(error: unknown): Answer {
  const { status, code } = error instanceof Problem ? error : { status: 500, code: 20500 };
  return {
    status,
    body: { code, message: reasonOf(error), more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  };
}

function send(response: ServerResponse, { status, body, etag }: Answer): void {
  response.writeHead(status, {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(etag !== undefined && { etag }),
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
