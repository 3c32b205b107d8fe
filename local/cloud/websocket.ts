import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import * as z from 'zod';
import { listen } from '../aws/listen.ts';
import { type Opened, socketEvent, writtenHeaders } from './socket-event.ts';
import { type Managed, manage, socketHost } from './socket-management.ts';
import type { SocketRoutes } from './socket-routes.ts';

export type Sockets = {
  /** `ws://127.0.0.1:PORT`, before the stage. */
  address: string;
  /** The origin of the management API at AWS, and ours for it. */
  origins: Record<string, string>;
  /** From now on connections are let in; closing it ends them and waits for what is at work. */
  serve(routes: SocketRoutes, invoke: Invoke): { close(): Promise<void> };
  close(): Promise<void>;
};

export type SocketOptions = {
  log: (line: string) => void;
  /** Milliseconds without a frame after which a connection ends: 10 minutes unless told. */
  idle?: number;
  /** Milliseconds that a connection lasts at most: 2 hours unless told. */
  life?: number;
};

type Invoke = (handler: string, event: unknown) => Promise<unknown>;
type Serving = { routes: SocketRoutes; invoke: Invoke };

/** Bytes of a frame, and a browser writes each message as one. */
const largest = 32 * 1_024;

/**
 * A WebSocket API on this machine, on a free port, with the management API by which functions push. Until `serve` is called
 * it lets nobody in. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 */
export async function startSockets({ log, idle = 600_000, life = 7_200_000 }: SocketOptions): Promise<Sockets> {
  const open = new Map<string, Managed & { socket: WebSocket }>();
  const atWork = new Set<Promise<unknown>>();
  const protocols = new WeakMap<IncomingMessage, string>();
  let serving: Serving | undefined;
  const upgrades = new WebSocketServer({
    noServer: true,
    maxPayload: largest,
    handleProtocols: (_, request) => protocols.get(request) ?? false,
  });
  const server = createServer(async (request, response) => {
    const { status, fault, body } = await manage(request, serving?.routes.stage, (id) => open.get(id));
    response.writeHead(status, { 'content-type': 'application/json', ...(fault && { 'x-amzn-errortype': fault }) });
    response.end(body === undefined ? '' : JSON.stringify(body));
  });
  server.on('upgrade', (request, stream, head) => {
    if (serving) work(upgrade(serving, request, stream, head));
    else refuse(stream, 503);
  });

  function work(promise: Promise<unknown>): void {
    const done = promise.catch((thrown) => log(`a WebSocket: ${String(thrown)}`)).finally(() => atWork.delete(done));
    atWork.add(done);
  }

  /** The upgrade waits for the function of $connect: only what it lets in becomes a connection. */
  async function upgrade(by: Serving, request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const { routes } = by;
    if (request.url?.split('?')[0] !== `/${routes.stage}`) return refuse(stream, 403);
    const opened = openedBy(request, routes.stage);
    const event = socketEvent(opened, { routeKey: '$connect', headers: writtenHeaders(request) });
    const result = await resultOf(by, routes.connect.handler, event);
    if (!result || result.statusCode >= 300) return refuse(stream, result?.statusCode ?? 502);
    const protocol = Object.entries(result.headers).find(([name]) => /^sec-websocket-protocol$/i.test(name))?.[1];
    if (protocol !== undefined) protocols.set(request, protocol);
    upgrades.handleUpgrade(request, stream, head, (socket) => accept(by, socket, opened));
  }

  function accept(by: Serving, socket: WebSocket, opened: Opened): void {
    const leave = () => socket.close(1001, 'Going away');
    const [quiet, over] = [setTimeout(leave, idle), setTimeout(leave, life)];
    const touch = () => {
      connection.lastActiveAt = Date.now();
      quiet.refresh();
    };
    const push = (text: string) => {
      touch();
      socket.send(text);
    };
    const connection = { ...opened, socket, lastActiveAt: Date.now(), push, end: () => socket.close() };
    open.set(opened.id, connection);
    socket.on('message', (data) => {
      touch();
      work(answer(by, connection, String(data)));
    });
    // A frame that is too large is one: ws then closes the connection with the code for it.
    socket.on('error', () => {});
    socket.on('close', (code, reason) => {
      clearTimeout(quiet);
      clearTimeout(over);
      open.delete(opened.id);
      const event = socketEvent(opened, { routeKey: '$disconnect', code, reason: reason.toString() });
      work(by.invoke(by.routes.disconnect.handler, event));
    });
  }

  async function answer(by: Serving, connection: Opened & Managed, body: string): Promise<void> {
    const { handler, answers } = by.routes.frame;
    const result = await resultOf(by, handler, socketEvent(connection, { routeKey: '$default', body }));
    const failure = { message: 'Internal server error', connectionId: connection.id, requestId: 'local' };
    const said = result ? answers && result.body : JSON.stringify(failure);
    if (said) connection.push(said);
  }

  async function resultOf({ invoke }: Serving, handler: string, event: unknown) {
    const result = await invoke(handler, event).catch((thrown) => log(`a WebSocket: ${String(thrown)}`));
    return resultSchema.safeParse(result).data;
  }

  const port = await listen(server, 0, log);
  return {
    address: `ws://127.0.0.1:${port}`,
    origins: { [`https://${socketHost}`]: `http://127.0.0.1:${port}` },
    serve(routes, invoke) {
      serving = { routes, invoke };
      return {
        async close() {
          serving = undefined;
          await Promise.all(atWork);
          const closed = [...open.values()].map(
            ({ socket }) => new Promise((resolve) => socket.once('close', resolve)),
          );
          for (const { socket } of open.values()) socket.terminate();
          await Promise.all(closed);
          await Promise.all(atWork);
        },
      };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const resultSchema = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
});

/** Ids end in `=`, as those of API Gateway do: whoever puts one into an address has to encode it. */
const openedBy = ({ headers, socket }: IncomingMessage, stage: string): Opened => ({
  id: `${randomBytes(11).toString('base64url')}=`,
  stage,
  connectedAt: Date.now(),
  domainName: socketHost,
  sourceIp: socket.remoteAddress ?? '127.0.0.1',
  userAgent: headers['user-agent'] ?? '',
});

function refuse(stream: Duplex, status: number): void {
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
