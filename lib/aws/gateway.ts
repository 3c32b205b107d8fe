import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import type { WebhookRequest } from '../channels/channel.ts';

/** An HTTP API event as the request it was: the exact bytes, and the address as the caller wrote it. */
export const webhookRequest = (event: APIGatewayProxyEventV2): WebhookRequest => {
  const { rawPath, rawQueryString, headers, requestContext, body = '', isBase64Encoded } = event;
  const scheme = headers['x-forwarded-proto'] ?? 'https';
  return {
    method: requestContext.http.method,
    url: `${scheme}://${requestContext.domainName}${rawPath}${rawQueryString && `?${rawQueryString}`}`,
    headers,
    query: event.queryStringParameters ?? {},
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
};

/** A JSON answer. */
export const jsonAnswer = (statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** What a JSON body holds; undefined where there is none or it is no JSON, which the schema it is for then refuses. */
export function jsonBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** What does not fit, each with its path, as one sentence for the caller. */
export const misfits = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');
