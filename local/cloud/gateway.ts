import { createServer, type IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { localAccess } from '../aws/access.ts';
import { listen } from '../aws/listen.ts';
import { httpEvent, splitUrl } from './http-event.ts';
import { match, type Route } from './routes.ts';
import { isSigned } from './signature.ts';

export type Gateway = {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /** From now on requests are answered; closing it waits for those at work and answers 503 to others. */
  serve(routes: Route[], invoke: Invoke): { close(): Promise<void> };
  close(): Promise<void>;
};

type Invoke = (handler: string, event: APIGatewayProxyEventV2) => Promise<unknown>;
type Answer = { status: number; headers?: Record<string, string | string[]>; body: string | Buffer };
type Serve = (request: IncomingMessage) => Promise<Answer>;

/** An HTTP API on this machine, at `port` or near it. Until `serve` is called it answers 503. */
export async function startGateway({ port, log }: { port: number; log: (line: string) => void }): Promise<Gateway> {
  const closed: Serve = async () => refusal(503, 'Service Unavailable');
  const atWork = new Set<Promise<Answer>>();
  let serve = closed;
  const server = createServer(async (request, response) => {
    const work = serve(request).catch((thrown): Answer => {
      log(`${request.method} ${request.url?.split('?')[0]}: ${String(thrown)}`);
      return refusal(500, 'Internal Server Error');
    });
    atWork.add(work);
    const { status, headers, body } = await work;
    atWork.delete(work);
    response.writeHead(status, headers).end(body);
  });
  const origin = `http://127.0.0.1:${await listen(server, port, log)}`;
  return {
    origin,
    serve(routes, invoke) {
      serve = (request) => answer(request, routes, invoke);
      return {
        async close() {
          serve = closed;
          await Promise.all(atWork);
        },
      };
    },
    async close() {
      const stopped = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await stopped;
    },
  };
}

async function answer(request: IncomingMessage, routes: Route[], invoke: Invoke): Promise<Answer> {
  const { method = 'GET', url = '/', headers } = request;
  const body = await read(request);
  if (!body) return refusal(413, 'Request Entity Too Large');
  const path = pathOf(url);
  if (path === undefined) return refusal(400, 'Bad Request');
  const found = match(routes, method, path);
  if (!found) return refusal(404, 'Not Found');
  const expected = { ...localAccess.credentials, service: 'execute-api', now: Date.now() };
  if (found.route.signed && !isSigned({ method, url, headers, body }, expected)) return refusal(403, 'Forbidden');
  return answerOf(await invoke(found.route.handler, httpEvent(request, body, found)));
}

const resultSchema = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).optional(),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** A result without a status is the body of a 200. */
function answerOf(result: unknown): Answer {
  const parsed = resultSchema.safeParse(result);
  if (!parsed.success) return { status: 200, headers: json, body: JSON.stringify(result) };
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  return {
    status: statusCode,
    headers: { ...json, ...texts, ...(cookies && { 'set-cookie': cookies }) },
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}

const json = { 'content-type': 'application/json' };
const refusal = (status: number, message: string): Answer => ({
  status,
  headers: json,
  body: JSON.stringify({ message }),
});

/** The body, or undefined where it is larger than the 10 MB of API Gateway; the rest is read and dropped. */
async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= 10 * 1_048_576) chunks.push(chunk);
  }
  return size <= 10 * 1_048_576 ? Buffer.concat(chunks) : undefined;
}

function pathOf(url: string): string | undefined {
  try {
    return splitUrl(url).path;
  } catch {
    return undefined;
  }
}
