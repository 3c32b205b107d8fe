import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** One WebSocket, and what API Gateway knows of it. */
export type Opened = {
  id: string;
  stage: string;
  /** Epoch milliseconds. */
  connectedAt: number;
  domainName: string;
  sourceIp: string;
  userAgent: string;
};

type Happened =
  | { routeKey: '$connect'; headers: Record<string, string> }
  | { routeKey: '$disconnect'; code: number; reason: string }
  | { routeKey: '$default'; body: string };

const types = { $connect: 'CONNECT', $disconnect: 'DISCONNECT', $default: 'MESSAGE' } as const;

/**
 * What happens on a WebSocket as a WebSocket API hands it to a function.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 */
export function socketEvent(
  { id, stage, connectedAt, domainName, sourceIp, userAgent }: Opened,
  happened: Happened,
): Record<string, unknown> {
  const { routeKey } = happened;
  const now = Date.now();
  return {
    ...('headers' in happened && { headers: happened.headers }),
    ...('body' in happened && { body: happened.body }),
    requestContext: {
      routeKey,
      eventType: types[routeKey],
      ...('code' in happened && { disconnectStatusCode: happened.code, disconnectReason: happened.reason }),
      ...('body' in happened && { messageId: randomUUID() }),
      connectionId: id,
      connectedAt,
      requestId: randomUUID(),
      extendedRequestId: randomUUID(),
      requestTime: new Date(now).toUTCString(),
      requestTimeEpoch: now,
      messageDirection: 'IN',
      stage,
      domainName,
      apiId: 'sockets',
      identity: { sourceIp, userAgent },
    },
    isBase64Encoded: false,
  };
}

/** Headers by their names as they were written, as a WebSocket API hands them over. */
export function writtenHeaders({ rawHeaders }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    headers[name] = value;
  }
  return headers;
}
