import type { APIGatewayProxyEventV2 } from 'aws-lambda';
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
