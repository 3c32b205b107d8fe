import { Agent, createServer, type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { listen } from '../aws/listen.ts';
import type { Rewire } from '../cloud/functions.ts';

/** A call that the function `by` made: `BatchGetItem` or `POST /v2/bot/message/reply`; times in ms of performance.now(). */
export type Call = { by: string; operation: string; start: number; end: number };

export type Tap = {
  /** All that are over, in the order of their ends. */
  calls: Call[];
  rewire: Rewire;
  /** The next call to end of which `wanted` is true. */
  next(wanted: (call: Call) => boolean): Promise<Call>;
  /** Resolves once no call was at work for `ms`. */
  quiet(ms: number): Promise<void>;
  close(): Promise<void>;
};

/** Stands between functions and all that they call, and notes each call; each takes `delay` ms longer for it. */
export function openTap({ delay }: { delay: number }): Tap {
  const calls: Call[] = [];
  const agent = new Agent({ keepAlive: true });
  const doors = new Map<string, Promise<Door>>();
  const listeners = new Set<(call: Call) => void>();
  let atWork = 0;
  let lastEnd = performance.now();

  function doorOf(by: string, origin: string): Promise<Door> {
    const name = `${by} ${origin}`;
    const door = doors.get(name) ?? openDoor((request, response) => pass(by, origin, request, response));
    doors.set(name, door);
    return door;
  }

  async function pass(by: string, origin: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    atWork += 1;
    const start = performance.now();
    const body = await buffer(request);
    if (delay > 0) await wait(delay);
    const answer = await forward(agent, origin, request, body);
    // Noted before the function has the answer: what it calls next has begun later, whatever the clock's grain.
    const call = { by, operation: operationOf(request), start, end: performance.now() };
    atWork -= 1;
    lastEnd = call.end;
    calls.push(call);
    response.writeHead(answer.status, answer.headers).end(answer.body);
    for (const listener of listeners) listener(call);
  }

  return {
    calls,
    async rewire(functionName, variables) {
      const rewired = Object.entries(variables).map(async ([variable, value]) => {
        if (variable === ownAddress) return [variable, value];
        const origins = [...new Set(value.match(/http:\/\/127\.0\.0\.1:\d+/g))];
        const through = await Promise.all(origins.map((origin) => doorOf(functionName, origin)));
        return [variable, origins.reduce((text, origin, at) => text.replaceAll(origin, through[at]?.origin ?? ''), value)];
      });
      return Object.fromEntries(await Promise.all(rewired));
    },
    next: (wanted) =>
      new Promise((resolve) => {
        const listener = (call: Call) => {
          if (!wanted(call)) return;
          listeners.delete(listener);
          resolve(call);
        };
        listeners.add(listener);
      }),
    async quiet(ms) {
      while (atWork > 0 || performance.now() - lastEnd < ms) await wait(5);
    },
    async close() {
      agent.destroy();
      for (const door of await Promise.all(doors.values())) await door.close();
    },
  };
}

/** Where the world calls the function, and not something that it calls. */
const ownAddress = 'WEBHOOK_ORIGIN';

type Door = { origin: string; close(): Promise<void> };

async function openDoor(pass: (request: IncomingMessage, response: ServerResponse) => Promise<void>): Promise<Door> {
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  const origin = `http://127.0.0.1:${await listen(server, 0)}`;
  return {
    origin,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Answer = { status: number; headers: IncomingMessage['headers']; body: Buffer };

const forward = (agent: Agent, origin: string, { method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer) =>
  new Promise<Answer>((resolve, reject) => {
    const forwarded = requestHttp(origin + url, { agent, method, headers }, (answer) => {
      const read = async () => ({ status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) });
      read().then(resolve, reject);
    });
    forwarded.on('error', reject).end(body);
  });

/** AWS's name of the operation, else method and path with its identifiers and secrets left out. */
function operationOf({ method, url = '/', headers }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.replace(/^.*\./, '');
  return `${method} ${url.replace(/\?.*/, '').replace(/[^/]{20,}/g, '*')}`;
}
