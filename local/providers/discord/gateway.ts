import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import * as z from 'zod';
import { listen } from '../../aws/listen.ts';
import { jsonOf } from '../api.ts';

type Payload = { op: number; d?: unknown; s?: number; t?: string };
type Session = { id: string; seq: number; sent: Payload[]; socket: WebSocket | undefined };

export type GatewayOptions = {
  token: string;
  /** The bot's own user id. */
  self: string;
  /** Milliseconds between heartbeats; as Discord's unless told. */
  interval?: number;
};

export type Gateway = Awaited<ReturnType<typeof openGateway>>;

const received = z.discriminatedUnion('op', [
  z.object({ op: z.literal(1), d: z.int().nullable() }),
  z.object({
    op: z.literal(2),
    d: z.object({
      token: z.string(),
      intents: z.int(),
      properties: z.object({ os: z.string(), browser: z.string(), device: z.string() }),
    }),
  }),
  z.object({ op: z.literal(6), d: z.object({ token: z.string(), session_id: z.string(), seq: z.int() }) }),
]);
type Received = z.infer<typeof received>;

/** Events that are kept for a session that may come back. */
const kept = 1_000;

/**
 * Discord's Gateway: greets, lets bots in, sends what happens to each session and again what a session missed. What it does
 * wrong, it does when told. https://docs.discord.com/developers/events/gateway
 */
export async function openGateway({ token, self, interval = 41_250 }: GatewayOptions) {
  const sessions = new Map<string, Session>();
  const heard: { op: number; path: string; d: unknown }[] = [];
  const closed: number[] = [];
  let deaf = false;
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const url = `ws://127.0.0.1:${await listen(server, 0)}`;

  sockets.on('connection', (socket, request) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const send = (payload: Payload) => socket.send(JSON.stringify(payload));
    socket.on('close', (code) => {
      closed.push(code);
      const session = sessionOf(socket);
      if (session) session.socket = undefined;
      // Who says goodbye gives the session up.
      if (session && (code === 1000 || code === 1001)) sessions.delete(session.id);
    });
    if (searchParams.get('v') !== '10' || searchParams.get('encoding') !== 'json') return socket.close(4012);
    socket.on('message', (frame) => {
      const text = Buffer.from(String(frame));
      if (text.length > 4096) return socket.close(4002);
      const payload = received.safeParse(jsonOf(text)).data;
      if (!payload) return socket.close(4001);
      heard.push({ ...payload, path: pathname });
      answer(socket, payload, send);
    });
    send({ op: 10, d: { heartbeat_interval: interval } });
  });

  function answer(socket: WebSocket, payload: Received, send: (payload: Payload) => void) {
    switch (payload.op) {
      case 1:
        if (!deaf) send({ op: 11 });
        return;
      case 2:
        if (payload.d.token !== token) return socket.close(4004);
        return begin(socket);
      case 6: {
        const session = sessions.get(payload.d.session_id);
        if (payload.d.token !== token) return socket.close(4004);
        if (!session) return send({ op: 9, d: false });
        if (payload.d.seq > session.seq) return socket.close(4007);
        session.socket = socket;
        for (const missed of session.sent.filter(({ s = 0 }) => s > payload.d.seq)) send(missed);
        return tell(session, 'RESUMED', {});
      }
    }
  }

  function begin(socket: WebSocket): void {
    const session: Session = { id: randomUUID().replaceAll('-', ''), seq: 0, sent: [], socket };
    sessions.set(session.id, session);
    const user = { id: self, username: 'seaway', bot: true };
    tell(session, 'READY', { v: 10, user, guilds: [], session_id: session.id, resume_gateway_url: `${url}/resume` });
  }

  function tell(session: Session, t: string, d: unknown): void {
    const payload = { op: 0, t, d, s: ++session.seq };
    session.sent = [...session.sent, payload].slice(-kept);
    session.socket?.send(JSON.stringify(payload));
  }

  const sessionOf = (socket: WebSocket) => [...sessions.values()].find((session) => session.socket === socket);

  return {
    url,
    /** What bots said, and on which path; a resume belongs on the one that READY told. */
    heard,
    /** The codes with which connections were closed. */
    closed,
    /** Sends an event to every session, also to those that are away and may come back. */
    dispatch: (t: string, d: unknown): void => {
      for (const session of sessions.values()) tell(session, t, d);
    },
    /** Sends any payload to whoever is connected: a reconnect is `{ op: 7 }`. */
    send(payload: Payload): void {
      for (const socket of sockets.clients) socket.send(JSON.stringify(payload));
    },
    /** Closes all connections with this code, or cuts them without a word. */
    cut(code?: number): void {
      for (const socket of sockets.clients) {
        if (code === undefined) socket.terminate();
        else socket.close(code);
      }
    },
    /** Acknowledges heartbeats no longer, as behind a connection that only seems to be one; or does again. */
    play(dead: boolean): void {
      deaf = dead;
    },
    /** Knows no session any more. */
    forget: (): void => sessions.clear(),
    async close(): Promise<void> {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
