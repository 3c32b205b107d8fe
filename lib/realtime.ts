import * as z from 'zod';
import { jsonBody } from './aws/gateway.ts';
import type { SocketAnswer, SocketEvent } from './aws/socket-event.ts';
import type { WebhookRequest } from './channels/channel.ts';
import { webchat } from './channels/webchat/index.ts';
import { sessionOf } from './channels/webchat/token.ts';
import { reasonOf, Transient } from './errors.ts';
import type { Thread } from './message.ts';
import type { LiveConnection } from './store/connections.ts';
import { type Accounts, enter, frameRequest, isWelcome, settingsOf } from './webchat/entrance.ts';
import type { Answer } from './webhook.ts';

/** What serving WebSockets needs of the outside world. */
export type Realtime = Accounts & {
  connections: {
    open(id: string, connection: LiveConnection): Promise<void>;
    find(id: string): Promise<LiveConnection | undefined>;
    listen(id: string, thread: Thread): Promise<void>;
    close(id: string, connection: LiveConnection): Promise<void>;
  };
  /** Takes a frame as the channel's webhook does. */
  take(account: string, request: WebhookRequest, trace: string): Promise<Answer>;
  log(sentence: string, facts: Record<string, unknown>): void;
};

/** Answers what happens on a WebSocket. */
export async function serveSocket(realtime: Realtime, event: SocketEvent): Promise<SocketAnswer> {
  switch (event.route) {
    case '$connect':
      return connect(realtime, event);
    case '$disconnect':
      await disconnect(realtime, event.id);
      return { statusCode: 200 };
    case '$default':
      return { statusCode: 200, body: JSON.stringify(await takeFrame(realtime, event)) };
  }
}

/**
 * Lets a connection in, or not. The one header that a browser lets a page set is Sec-WebSocket-Protocol, so the token comes as
 * the second protocol: `new WebSocket(url, ['seaway.webchat', token])`. In the query it would stand in the logs of everything
 * on the way.
 */
async function connect(realtime: Realtime, { id, headers }: SocketEvent): Promise<SocketAnswer> {
  const [protocol, token = ''] = (headers['sec-websocket-protocol'] ?? '').split(',').map((part) => part.trim());
  if (protocol !== webchatProtocol) return { statusCode: 400 };
  const account = sessionOf(token)?.account ?? '';
  const settings = await settingsOf(realtime, account);
  if (!settings) return { statusCode: 401 };
  if (!isWelcome(settings, headers.origin)) return { statusCode: 403 };
  const session = enter(settings, account, `Bearer ${token}`);
  if (!session) return { statusCode: 401 };
  const thread = { channel: webchat.name, account, sender: session.sub };
  await realtime.connections.open(id, { kind: 'webchat', thread, token });
  // A browser closes a connection that does not answer with one of its protocols.
  return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': webchatProtocol } };
}

const webchatProtocol = 'seaway.webchat';

/** The connection has ended, as far as API Gateway noticed. */
async function disconnect({ connections }: Realtime, id: string): Promise<void> {
  const connection = await connections.find(id);
  if (connection) await connections.close(id, connection);
}

/**
 * Takes a frame, and gives the answer to it. With its first ping a page begins to listen, as a connection can be pushed to only
 * once it is established, which at $connect it is not: a push then would be answered 410, as if it had gone.
 * https://repost.aws/knowledge-center/410-gone-api-gateway
 */
async function takeFrame(realtime: Realtime, { id, trace, body }: SocketEvent): Promise<object> {
  const sent = jsonBody(Buffer.from(body));
  const about = aboutSchema.safeParse(sent).data ?? {};
  const refused = (status: number, reason: string) => ({ type: 'refused', ...about, status, reason });
  try {
    const connection = await realtime.connections.find(id);
    if (!connection) return refused(401, 'This connection is not known: connect again.');
    const { thread, token } = connection;
    if (pingSchema.safeParse(sent).success) {
      await realtime.connections.listen(id, thread);
      return { type: 'pong' };
    }
    const answer = await realtime.take(thread.account, frameRequest(thread.account, token, body), trace);
    return answer.status === 200 ? { type: 'taken', ...about } : refused(answer.status, answer.body);
  } catch (error) {
    if (!(error instanceof Transient)) throw error;
    realtime.log('a frame could not be taken', { reason: reasonOf(error) });
    return refused(503, 'Something is out of reach: send it again in a moment.');
  }
}

const pingSchema = z.object({ type: z.literal('ping') });

/** What the answer repeats, so that the page knows what it answers: the id of a frame, or those of several. */
const aboutSchema = z.union([
  z.object({ id: z.string().max(100) }),
  z
    .array(z.object({ id: z.string().max(100) }))
    .max(50)
    .transform((frames) => ({ ids: frames.map((frame) => frame.id) })),
]);
