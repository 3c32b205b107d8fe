import { Agent, createServer, type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from '../aws/listen.ts';

export type Door = { origin: string; close(): Promise<void> };
export type Answer = { status: number; headers: IncomingMessage['headers']; body: Buffer };

/** A proxy of `target` on a port of its own. `around` does each call by `work` and may take its time before and after it. */
export async function openDoor(
  target: string,
  around: (operation: string, work: () => Promise<Answer>) => Promise<Answer>,
): Promise<Door> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer((request, response) => {
    // The caller sees its connection break, as it would without us.
    pass(request, response).catch(() => response.destroy());
  });

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const {
      status,
      headers,
      body: answer,
    } = await around(operationOf(request), () => forward(agent, target, request, body));
    response.writeHead(status, headers).end(answer);
  }

  const origin = `http://127.0.0.1:${await listen(server, 0)}`;
  return {
    origin,
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const forward = (agent: Agent, target: string, { method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer) =>
  new Promise<Answer>((resolve, reject) => {
    const forwarded = requestHttp(target + url, { agent, method, headers }, (answer) => {
      buffer(answer).then(
        (read) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: read }),
        reject,
      );
    });
    forwarded.on('error', reject).end(body);
  });

/** AWS's name of the operation, else method and path with its identifiers and secrets left out. */
function operationOf({ method, url = '/', headers }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.replace(/^.*\./, '');
  return `${method} ${url.replace(/\?.*/, '').replace(/[^/]{20,}/g, '*')}`;
}
