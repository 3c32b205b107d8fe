import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as z from 'zod';
import { signerWith } from '../../../lib/aws/signer.ts';
import { createHttp } from '../../../lib/http.ts';
import { localAccess } from '../../../local/aws/access.ts';
import { type Cloud, startCloud } from '../../../local/cloud/cloud.ts';
import { type Sockets, startSockets } from '../../../local/cloud/websocket.ts';
import { until } from '../../../local/until.ts';
import { writeStack } from './fixture.ts';

// What each of these does is what a test below needs of a function, and nothing of Seaway.
const functions = {
  Sockets: `import { appendFileSync } from 'node:fs';
    export const handler = async (event) => {
      const { routeKey } = event.requestContext;
      appendFileSync(process.env.FILE, JSON.stringify(event) + '\\n');
      if (routeKey === '$connect' && event.headers['X-Refuse']) return { statusCode: Number(event.headers['X-Refuse']) };
      if (routeKey === '$connect') return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'second' } };
      if (event.body === 'break') throw new Error('broken');
      return { statusCode: 200, body: event.body === 'silence' ? '' : 'heard ' + event.body };
    };`,
  Env: `export const handler = async () => ({ ...process.env });`,
};

const stage = 'live';
const api = { ApiId: { Ref: 'Sockets' } };
const integration = {
  Type: 'AWS::ApiGatewayV2::Integration',
  Properties: {
    ...api,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: {
      'Fn::Join': [
        '',
        [
          'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/',
          { 'Fn::GetAtt': ['SocketsFunction', 'Arn'] },
          '/invocations',
        ],
      ],
    },
  },
};
const route = (RouteKey: string, more: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ...api,
    RouteKey,
    AuthorizationType: 'NONE',
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
    ...more,
  },
});

let cloud: Cloud;
let file: string;
let socket: string;
let endpoint: string;
beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'seaway-data-')), 'events');
  cloud = await startCloud({
    template: await writeStack({
      functions,
      environment: {
        FILE: file,
        SOCKET: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Sockets', 'ApiEndpoint'] }, `/${stage}`]] },
        ENDPOINT: { 'Fn::Sub': `https://\${Sockets}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}/${stage}` },
      },
      resources: {
        Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
        Sockets: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'WEBSOCKET' } },
        Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ...api, StageName: stage } },
        Integration: integration,
        Connect: route('$connect'),
        Disconnect: route('$disconnect'),
        Default: route('$default', { RouteResponseSelectionExpression: '$default' }),
      },
    }),
    origins: {},
    log: () => {},
  });
  const env = z.object({ SOCKET: z.string(), ENDPOINT: z.string() }).parse(await cloud.invoke('env', {}));
  ({ SOCKET: socket, ENDPOINT: endpoint } = env);
});
afterAll(() => cloud.close());

const eventsOf = async (id: string) => {
  const shape = z.looseObject({ requestContext: z.looseObject({ connectionId: z.string(), routeKey: z.string() }) });
  const all = (await readFile(file, 'utf8')).trim().split('\n');
  return all.map((line) => shape.parse(JSON.parse(line))).filter((event) => event.requestContext.connectionId === id);
};

async function connect(address = socket, headers: Record<string, string> = {}) {
  const client = new WebSocket(address, ['first', 'second'], { origin: 'https://www.example.com', headers });
  const heard: string[] = [];
  client.on('message', (data) => heard.push(String(data)));
  await new Promise((resolve, reject) => {
    client.once('open', resolve);
    client.once('error', reject);
  });
  const hear = (text: string) => until(`it hears ${text}`, () => (heard.includes(text) ? true : undefined));
  const closed = new Promise<number>((resolve) => client.once('close', resolve));
  return { client, heard, hear, closed };
}

/** The id of a connection, which only the function knows. */
async function idOf({ client, hear }: Awaited<ReturnType<typeof connect>>): Promise<string> {
  const body = `who am I ${crypto.randomUUID()}`;
  client.send(body);
  await hear(`heard ${body}`);
  const line = (await readFile(file, 'utf8')).split('\n').find((one) => one.includes(body)) ?? '';
  return JSON.parse(line).requestContext.connectionId;
}

const signer = signerWith(() => localAccess.credentials);

/** A call of the management API as a function makes it. */
function manage(method: string, id: string, body?: string, url?: string) {
  const address = url ?? `${endpoint}/@connections/${encodeURIComponent(id)}`;
  const aws = { service: 'execute-api', region: localAccess.region };
  return createHttp(cloud.origins, signer)({ method, url: address, aws, ...(body !== undefined && { body }) });
}

test('a connection is let in by the function, which chooses its protocol', async () => {
  const page = await connect();
  expect(page.client.protocol).toBe('second');
  const [first] = await eventsOf(await idOf(page));
  expect(first).toMatchObject({
    headers: { Origin: 'https://www.example.com', 'Sec-WebSocket-Protocol': 'first,second' },
    requestContext: { routeKey: '$connect', eventType: 'CONNECT', stage, apiId: 'sockets' },
  });
  page.client.terminate();
});

test.each([
  ['the function refuses', () => connect(socket, { 'X-Refuse': '401' }), '401'],
  ['its path is no stage', () => connect(socket.replace(stage, 'other')), '403'],
])('a connection is refused where %s', async (_, attempt, status) => {
  await expect(attempt()).rejects.toThrow(status);
});

test('a frame is answered with what the function gives back, and an error as API Gateway puts it', async () => {
  const page = await connect();
  page.client.send('hello');
  await page.hear('heard hello');
  page.client.send('silence');
  page.client.send('break');
  await until('the error is heard', () => page.heard.find((text) => text.includes('Internal server error')));
  expect(page.heard).toHaveLength(2);
  page.client.terminate();
});

test('functions push to a connection, look at it and end it; afterwards it is gone', async () => {
  const page = await connect();
  const id = await idOf(page);
  expect(id).toMatch(/=$/);
  expect((await manage('POST', id, 'pushed')).status).toBe(200);
  await page.hear('pushed');
  const { status, body } = await manage('GET', id);
  expect([status, JSON.parse(body.toString())]).toMatchObject([200, { identity: { sourceIp: '127.0.0.1' } }]);
  expect((await manage('DELETE', id)).status).toBe(204);
  await page.closed;
  await until('the function knows', async () =>
    (await eventsOf(id)).find(({ requestContext }) => requestContext.routeKey === '$disconnect'),
  );
  for (const method of ['POST', 'GET', 'DELETE']) expect((await manage(method, id, 'x')).status).toBe(410);
});

test('a push that is not signed, too large or to nowhere is refused', async () => {
  const page = await connect();
  const id = await idOf(page);
  const [[, origin] = []] = Object.entries(cloud.origins).filter(([start]) => start.includes('sockets'));
  const plain = await fetch(`${origin}/live/@connections/${encodeURIComponent(id)}`, { method: 'POST', body: 'x' });
  expect(plain.status).toBe(403);
  expect((await manage('POST', id, 'x'.repeat(128 * 1_024 + 1))).status).toBe(413);
  expect((await manage('POST', id, 'x', `${endpoint}/elsewhere`)).status).toBe(403);
  expect((await manage('PUT', id, 'x')).status).toBe(403);
  page.client.terminate();
});

test('a frame of more than 32 KB ends the connection, as it does at API Gateway', async () => {
  const page = await connect();
  page.client.send('x'.repeat(32 * 1_024 + 1));
  expect(await page.closed).toBe(1009);
});

test.each([
  ['a while without a frame', { idle: 60 }],
  ['its time', { life: 60 }],
])('a connection ends after %s', async (_, limits) => {
  const sockets = await startSockets({ log: () => {}, ...limits });
  const seen: string[] = [];
  const serving = serve(sockets, seen);
  const page = await connect(`${sockets.address}/live`);
  expect(await page.closed).toBe(1001);
  await until('the function knows', () => (seen.includes('$disconnect') ? true : undefined));
  await serving.close();
  await sockets.close();
});

test('closing ends what is open and waits for its function, and lets nobody in afterwards', async () => {
  const sockets = await startSockets({ log: () => {} });
  await expect(connect(`${sockets.address}/live`)).rejects.toThrow('503');
  const seen: string[] = [];
  const serving = serve(sockets, seen);
  const page = await connect(`${sockets.address}/live`);
  await serving.close();
  expect(seen).toEqual(['$connect', '$disconnect']);
  await page.closed;
  await expect(connect(`${sockets.address}/live`)).rejects.toThrow('503');
  await sockets.close();
});

function serve(sockets: Sockets, seen: string[]) {
  const shape = z.object({ requestContext: z.object({ routeKey: z.string() }) });
  const one = { handler: 'x', answers: true };
  return sockets.serve({ stage: 'live', connect: one, disconnect: one, frame: one }, async (_, event) => {
    seen.push(shape.parse(event).requestContext.routeKey);
    return { statusCode: 200, headers: { 'sec-websocket-protocol': 'second' } };
  });
}
