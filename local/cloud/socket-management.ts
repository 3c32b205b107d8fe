import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { localAccess } from '../aws/access.ts';
import { isSigned } from './signature.ts';

/** What stands for the id of the WebSocket API of a template, and the host that it has at AWS. */
export const socketApiId = 'sockets';
export const socketHost = `${socketApiId}.execute-api.${localAccess.region}.amazonaws.com`;

/** An open connection, as functions may look at it, push to it and end it. Times are epoch milliseconds. */
export type Managed = {
  connectedAt: number;
  lastActiveAt: number;
  sourceIp: string;
  userAgent: string;
  push(text: string): void;
  end(): void;
};

export type Managing = { status: number; fault?: string; body?: unknown };

/** Bytes of a push at most. */
const largest = 128 * 1_024;

/**
 * Answers a call of the management API; `find` gives the connection of an id while it is open. Whoever calls signs it for AWS's
 * own host. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 */
export async function manage(
  request: IncomingMessage,
  stage: string | undefined,
  find: (id: string) => Managed | undefined,
): Promise<Managing> {
  const { method = 'GET', url = '/', headers } = request;
  const body = await buffer(request);
  const expected = { ...localAccess.credentials, service: 'execute-api', now: Date.now() };
  if (!isSigned({ method, url, headers: { ...headers, host: socketHost }, body }, expected)) return forbidden;
  const [named, word, id] = url.slice(1).split('/').map(decodeURIComponent);
  if (named !== stage || word !== '@connections' || !id) return forbidden;
  const connection = find(id);
  if (!connection) return { status: 410, fault: 'GoneException', body: { message: 'Gone' } };
  switch (method) {
    case 'GET':
      return { status: 200, body: describe(connection) };
    case 'DELETE':
      connection.end();
      return { status: 204 };
    case 'POST':
      if (body.length > largest)
        return { status: 413, fault: 'PayloadTooLargeException', body: { message: 'Too large' } };
      connection.push(body.toString());
      return { status: 200 };
    default:
      return forbidden;
  }
}

const forbidden: Managing = { status: 403, fault: 'ForbiddenException', body: { message: 'Forbidden' } };

const describe = ({ connectedAt, lastActiveAt, sourceIp, userAgent }: Managed) => ({
  connectedAt: new Date(connectedAt).toISOString(),
  lastActiveAt: new Date(lastActiveAt).toISOString(),
  identity: { sourceIp, userAgent },
});
