import * as z from 'zod';
import { jsonBody } from './aws/gateway.ts';
import type { SocketAnswer, SocketEvent } from './aws/socket-event.ts';
import { reasonOf, Transient } from './errors.ts';
import { consoleAudience, enterConsole, takeConsoleFrame } from './realtime/console.ts';
import { aboutSchema, enterPage, pageAudience, takePageFrame } from './realtime/page.ts';
import type { Entrance, Realtime } from './realtime/world.ts';
import type { LiveConnection } from './store/connections.ts';

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
  const [protocol = '', token = ''] = (headers['sec-websocket-protocol'] ?? '').split(',').map((part) => part.trim());
  const entrance = await enterBy(realtime, protocol, token, headers.origin);
  if ('status' in entrance) return { statusCode: entrance.status };
  await realtime.connections.open(id, entrance.connection);
  // A browser closes a connection that does not answer with one of its protocols.
  return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': protocol } };
}

async function enterBy(realtime: Realtime, protocol: string, token: string, origin?: string): Promise<Entrance> {
  if (protocol === 'seaway.webchat') return enterPage(realtime, token, origin);
  if (protocol === 'seaway.console') return enterConsole(realtime, token);
  return { status: 400 };
}

/** The connection has ended, as far as API Gateway noticed. */
async function disconnect({ connections }: Realtime, id: string): Promise<void> {
  const connection = await connections.find(id);
  if (connection) await connections.close(id, [audienceOf(connection)]);
}

const audienceOf = (connection: LiveConnection): string =>
  connection.kind === 'webchat' ? pageAudience(connection) : consoleAudience(connection);

/**
 * Takes a frame, and gives the answer to it. With its first ping a page begins to listen, as a connection can be pushed to only
 * once it is established, which at $connect it is not: a push then would be answered 410, as if it had gone.
 * https://repost.aws/knowledge-center/410-gone-api-gateway
 */
async function takeFrame(realtime: Realtime, event: SocketEvent): Promise<object> {
  const sent = jsonBody(Buffer.from(event.body));
  const refused = (status: number, reason: string) => {
    const about = aboutSchema.safeParse(sent).data ?? {};
    return { type: 'refused', ...about, status, reason };
  };
  try {
    const connection = await realtime.connections.find(event.id);
    if (!connection) return refused(401, 'This connection is not known: connect again.');
    if (pingSchema.safeParse(sent).success) {
      await realtime.connections.listen(event.id, audienceOf(connection));
      return { type: 'pong' };
    }
    if (connection.kind === 'console') return await takeConsoleFrame(realtime, connection, event.id, sent);
    return await takePageFrame(realtime, connection, event, sent);
  } catch (error) {
    if (!(error instanceof Transient)) throw error;
    realtime.log('a frame could not be taken', { reason: reasonOf(error) });
    return refused(503, 'Something is out of reach: send it again in a moment.');
  }
}

const pingSchema = z.object({ type: z.literal('ping') });
