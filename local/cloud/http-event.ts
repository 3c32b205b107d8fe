import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { localAccess, localAccount } from '../aws/access.ts';
import type { Match } from './routes.ts';

/**
 * A request as an HTTP API hands it to a function, payload format 2.0: path decoded, query as it came, and in base64 every
 * body that is not text, form bodies among them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpEvent(
  request: IncomingMessage,
  body: Buffer,
  { route, parameters }: Match,
): APIGatewayProxyEventV2 {
  const { path, query } = splitUrl(request.url ?? '/');
  const headers = headersOf(request);
  const now = new Date();
  const text = asText(headers['content-type'], body);
  const { cookie, ...others } = headers;
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: path,
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    headers: others,
    ...(query && { queryStringParameters: queryParameters(query) }),
    pathParameters: parameters,
    requestContext: {
      accountId: localAccount,
      apiId: 'local',
      domainName: headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method: request.method ?? 'GET',
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
      ...(route.signed && { authorizer: { iam } }),
    },
    ...(body.length > 0 && { body: text ?? body.toString('base64') }),
    isBase64Encoded: body.length > 0 && text === undefined,
  };
}

/** The path, decoded as API Gateway does it, and the query as it came. Throws URIError where the path cannot be decoded. */
export function splitUrl(url: string): { path: string; query: string } {
  const [path = '/', ...query] = url.split('?');
  return { path: decodeURIComponent(path), query: query.join('?') };
}

/** Who the local credentials belong to. */
const iam = {
  accessKey: localAccess.credentials.accessKeyId,
  accountId: localAccount,
  callerId: 'local',
  cognitoIdentity: null,
  principalOrgId: null,
  userArn: `arn:aws:iam::${localAccount}:user/local`,
  userId: 'local',
};

function headersOf(request: IncomingMessage): Record<string, string> {
  const given = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(',')]);
  const scheme = { 'x-forwarded-for': request.socket.remoteAddress ?? '127.0.0.1', 'x-forwarded-proto': 'http' };
  // A tunnel in front knows better how the world called.
  return { ...scheme, ...Object.fromEntries(given) };
}

function queryParameters(query: string): Record<string, string> {
  const search = new URLSearchParams(query);
  return Object.fromEntries([...new Set(search.keys())].map((name) => [name, search.getAll(name).join(',')]));
}

function asText(contentType: string | undefined, body: Buffer): string | undefined {
  if (!/^(text\/|application\/(json|xml|javascript)\b)/.test(contentType ?? '')) return undefined;
  const text = body.toString('utf8');
  return Buffer.from(text).equals(body) ? text : undefined;
}
