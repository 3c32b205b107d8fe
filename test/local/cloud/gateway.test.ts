import { createServer } from 'node:net';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from '../../../local/aws/listen.ts';
import { type Gateway, startGateway } from '../../../local/cloud/gateway.ts';
import { signedHeaders } from './sign.ts';

const keys = ['POST /webhooks/{channel}/{account}', 'GET /webhooks/{channel}/{account}', 'ANY /signed/{proxy+}'];
const routes = keys.map((key) => ({ key, signed: key.includes('signed'), handler: key }));
let gateway: Gateway;
let events: APIGatewayProxyEventV2[] = [];
let result: unknown = { statusCode: 204 };

beforeAll(async () => {
  gateway = await startGateway({ port: 0, log: () => {} });
  gateway.serve(routes, async (_, event) => {
    events.push(event);
    if (result instanceof Error) throw result;
    return result;
  });
});
afterAll(() => gateway.close());

test('an event has the shape of payload format 2.0', async () => {
  const event = await eventOf('/webhooks/line/a%20b?x=1&x=2&y=%C3%BC', {
    headers: { 'X-Line-Signature': 'abc', cookie: 'a=1; b=2' },
  });
  const { host } = new URL(gateway.origin);
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: 'GET /webhooks/{channel}/{account}',
    rawPath: '/webhooks/line/a b',
    rawQueryString: 'x=1&x=2&y=%C3%BC',
    queryStringParameters: { x: '1,2', y: 'ü' },
    pathParameters: { channel: 'line', account: 'a b' },
    headers: { 'x-line-signature': 'abc', 'x-forwarded-proto': 'http', host },
    cookies: ['a=1', 'b=2'],
    isBase64Encoded: false,
    requestContext: { domainName: host, http: { method: 'GET', path: '/webhooks/line/a b' }, stage: '$default' },
  });
  expect(event).not.toHaveProperty('body');
});

test.each([
  ['application/json', false],
  ['application/json; charset=utf-8', false],
  ['text/plain', false],
  ['application/x-www-form-urlencoded', true],
  ['application/octet-stream', true],
])('a body of %s comes in base64: %s', async (type, encoded) => {
  const event = await eventOf('/webhooks/sms/main', { method: 'POST', body: 'a=ü', headers: { 'content-type': type } });
  expect(event).toMatchObject({
    isBase64Encoded: encoded,
    body: encoded ? Buffer.from('a=ü').toString('base64') : 'a=ü',
  });
});

test('the exact bytes of any body survive, whatever it calls itself', async () => {
  const type = fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded', 'image/png');
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), type, async (bytes, contentType) => {
      const body = Buffer.from(bytes);
      const event = await eventOf('/webhooks/sms/main', {
        method: 'POST',
        body,
        headers: { 'content-type': contentType },
      });
      expect(Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')).toEqual(body);
    }),
    { numRuns: 50 },
  );
});

test('a tunnel in front says how the world called', async () => {
  const { headers } = await eventOf('/webhooks/sms/main', { headers: { 'x-forwarded-proto': 'https' } });
  expect(headers['x-forwarded-proto']).toBe('https');
});

test.each([
  [
    'its status, headers and body',
    { statusCode: 201, headers: { 'Content-Type': 'text/plain', 'x-n': 1 }, body: 'yes' },
    201,
    'text/plain',
    'yes',
  ],
  [
    'bytes in base64',
    { statusCode: 200, body: Buffer.from('é').toString('base64'), isBase64Encoded: true },
    200,
    'application/json',
    'é',
  ],
  ['a plain value', { hello: 'you' }, 200, 'application/json', '{"hello":"you"}'],
  ['an error', new Error('broken'), 500, 'application/json', '{"message":"Internal Server Error"}'],
])('a function may answer with %s', async (_, answer, status, type, body) => {
  result = answer;
  const response = await fetch(`${gateway.origin}/webhooks/sms/main`);
  result = { statusCode: 204 };
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([status, type, body]);
});

test.each([
  ['/nowhere', {}, 404],
  ['/webhooks/sms/main', { method: 'DELETE' }, 404],
  ['/webhooks/sms/%', {}, 400],
  ['/webhooks/sms/main', { method: 'POST', body: Buffer.alloc(10 * 1_048_576 + 1) }, 413],
  ['/signed/tasks', {}, 403],
])('%s is refused without a function being asked', async (path, init, status) => {
  events = [];
  const response = await fetch(gateway.origin + path, init);
  expect([response.status, events]).toEqual([status, []]);
});

test('a signed route opens to the local credentials', async () => {
  const url = `${gateway.origin}/signed/tasks/1`;
  const event = await eventOf('/signed/tasks/1', { headers: signedHeaders(url) });
  expect(event).toMatchObject({ requestContext: { authorizer: { iam: { accessKey: 'local' } } } });
  const elsewhere = await fetch(`${gateway.origin}/signed/tasks/2`, { headers: signedHeaders(url) });
  expect(elsewhere.status).toBe(403);
});

test('a port that is taken is replaced, and said so', async () => {
  const other = createServer();
  const port = await listen(other, 0);
  const lines: string[] = [];
  const second = await startGateway({ port, log: (line) => lines.push(line) });
  expect(lines).toEqual([expect.stringContaining(`port ${port} is taken`)]);
  expect((await fetch(second.origin)).status).toBe(503);
  await second.close();
  other.close();
});

async function eventOf(path: string, init: RequestInit): Promise<APIGatewayProxyEventV2> {
  events = [];
  const response = await fetch(gateway.origin + path, init);
  const [event] = events;
  if (!event) throw new Error(`no function was asked: ${response.status} ${await response.text()}`);
  return event;
}
