import { createServer, type IncomingMessage } from 'node:http';
import * as z from 'zod';
import { listen } from './listen.ts';

/** What an AWS client sends in one of AWS's JSON protocols: `target` is the operation in those that post to `/`. */
export type Call = { method: string; url: URL; target: string; body: unknown };
export type Service = { endpoint: string; close(): Promise<void> };

/** A refusal as AWS puts it: `name` is the exception that its client throws. */
export class AwsFault extends Error {
  readonly status: number;

  constructor(name: string, status: number, sentence: string) {
    super(sentence);
    this.name = name;
    this.status = status;
  }
}

/** Serves `answer` to AWS's own clients on a free port of 127.0.0.1. What it throws becomes the client's exception. */
export async function serveAws(answer: (call: Call) => unknown): Promise<Service> {
  const server = createServer(async (request, response) => {
    const { status, headers, body } = await outcome(request, answer);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers }).end(JSON.stringify(body));
  });
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  return {
    endpoint,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function outcome(request: IncomingMessage, answer: (call: Call) => unknown) {
  try {
    const body = Buffer.concat(await request.toArray()).toString();
    const call: Call = {
      method: request.method ?? 'GET',
      url: new URL(request.url ?? '/', 'http://localhost'),
      target: String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, ''),
      body: body === '' ? {} : JSON.parse(body),
    };
    return { status: 200, headers: {}, body: (await answer(call)) ?? {} };
  } catch (thrown) {
    const { name, status, message } = asFault(thrown);
    return { status, headers: { 'x-amzn-errortype': name }, body: { __type: name, message, Message: message } };
  }
}

function asFault(thrown: unknown): AwsFault {
  if (thrown instanceof AwsFault) return thrown;
  if (thrown instanceof z.ZodError) return new AwsFault('ValidationException', 400, z.prettifyError(thrown));
  return new AwsFault('InternalServerException', 500, String(thrown));
}
