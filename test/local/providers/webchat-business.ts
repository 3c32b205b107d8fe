import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { readSocketEvent } from '../../../lib/aws/socket-event.ts';
import { webchat } from '../../../lib/channels/webchat/index.ts';
import type { Content, OutboundMessage, Signal, ThreadEvent } from '../../../lib/message.ts';
import type { Realtime } from '../../../lib/realtime/world.ts';
import { serveSocket } from '../../../lib/realtime.ts';
import type { LiveConnection } from '../../../lib/store/connections.ts';
import { answerWebchat, type Site } from '../../../lib/webchat.ts';
import { takeWebhook } from '../../../lib/webhook.ts';
import { listen } from '../../../local/aws/listen.ts';
import { startSockets } from '../../../local/cloud/websocket.ts';
import { startWebchat } from '../../../local/providers/webchat/index.ts';
import { until } from '../../../local/until.ts';
import { webhook } from '../../channels/kit.ts';
import { signingHttp } from './business.ts';

const accounts = [{ channel: 'webchat', account: 'main' }];

/** The business behind a web chat: what pages ask of it by HTTP and WebSocket, kept in memory. */
export async function openWebchatBusiness() {
  const events: ThreadEvent[] = [];
  const acknowledged: string[] = [];
  const open = new Map<string, LiveConnection>();
  const isOf = (id: string, sender: string) => {
    const connection = open.get(id);
    return connection?.kind === 'webchat' && connection.thread.sender === sender;
  };
  const listening = new Set<string>();
  const secret = async () => provider.secret;
  const take: Site['take'] = (account, request) =>
    takeWebhook(
      {
        accounts,
        secret,
        keys: async () => [],
        enqueue: async (taken) => {
          events.push(...taken);
          acknowledged.push(...taken.flatMap((event) => (event.type === 'receipt' ? event.messageId : [])));
        },
        bury: () => Promise.reject(new Error('nothing of visitors is kept')),
        count: () => {},
        log: () => {},
      },
      { channel: 'webchat', account },
      request,
    );
  const site = (): Site => ({
    accounts,
    secret,
    take,
    socket: `${sockets.address}/live`,
    past: { state: async () => undefined, lines: async () => [], media: { link: (key) => key } },
    uploads: { largest: 1_000_000, types: ['image/'], address: (key) => `${origin}/files/${key}` },
    now: Date.now,
  });
  const server = createServer(async (request, response) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const asked = { ...webhook({ url: `${origin}${request.url}`, body: await buffer(request), headers }) };
    if (request.method === 'PUT') return void response.writeHead(200).end();
    const what = new URL(asked.url).pathname.split('/').at(-1) ?? '';
    const answer = await answerWebchat(site(), { account: 'main', what }, { ...asked, method: request.method ?? '' });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  const origin = `http://127.0.0.1:${await listen(server, 0)}`;
  const sockets = await startSockets({ log: () => {} });
  const realtime: Realtime = {
    accounts,
    secret,
    take,
    caller: async () => ({ status: 401 }),
    log: () => {},
    connections: {
      open: async (id, connection) => void open.set(id, connection),
      find: async (id) => open.get(id),
      listen: async (id) => void listening.add(id),
      close: async (id) => void (open.delete(id) && listening.delete(id)),
    },
  };
  const route = { handler: 'realtime', answers: true };
  const routes = { stage: 'live', connect: route, disconnect: route, frame: route };
  const serving = sockets.serve(routes, (_, event) => serveSocket(realtime, readSocketEvent(event)));
  const provider = await startWebchat({ webhook: `${origin}/webhooks/webchat/main` });
  const http = signingHttp({ ...sockets.origins, ...provider.origins });
  const connection = webchat.connect(provider.secret);
  const liveOf = (sender: string) => ({
    endpoint: 'https://sockets.execute-api.us-east-1.amazonaws.com/live',
    connections: [...listening].filter((id) => isOf(id, sender)),
    shown: { line: 1, at: Date.now() },
  });
  return {
    provider,
    events,
    http,
    callback: `${origin}/webhooks/webchat/main?message=42`,
    /** Settled once the page has acknowledged every push. */
    async send(sender: string, content: Content, more: Partial<OutboundMessage> = {}) {
      const id = crypto.randomUUID();
      const before = provider.requests;
      const thread = { channel: 'webchat', account: 'main', sender };
      const receipt = await connection.send({ id, thread, content, live: liveOf(sender), ...more }, http);
      const pushes = provider.requests - before;
      const heard = () => acknowledged.filter((messageId) => messageId === id).length;
      await until('the page has heard it', () => (heard() >= pushes ? true : undefined));
      return receipt;
    },
    signal: (sender: string, type: Signal['type'], messageId?: string) =>
      connection.signal(
        { type, messageId, thread: { channel: 'webchat', account: 'main', sender }, live: liveOf(sender) },
        http,
      ),
    async close(): Promise<void> {
      await provider.close();
      await serving.close();
      await sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
