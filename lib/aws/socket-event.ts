import * as z from 'zod';

const eventSchema = z.object({
  requestContext: z.object({
    routeKey: z.enum(['$connect', '$disconnect', '$default']),
    connectionId: z.string(),
    requestId: z.string(),
  }),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
});

/** What happened on a WebSocket; `trace` finds it again in the logs. Only $connect has headers, in lower case. */
export type SocketEvent = {
  route: '$connect' | '$disconnect' | '$default';
  id: string;
  trace: string;
  headers: Record<string, string>;
  body: string;
};

/**
 * An event of a WebSocket API, which writes the names of headers as the browser did. Throws where it is none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 */
export function readSocketEvent(event: unknown): SocketEvent {
  const { requestContext, headers, body } = eventSchema.parse(event);
  const { routeKey: route, connectionId: id, requestId: trace } = requestContext;
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { route, id, trace, headers: Object.fromEntries(lower), body };
}

export type SocketAnswer = { statusCode: number; headers?: Record<string, string>; body?: string };
