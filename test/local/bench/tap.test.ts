import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from '../../../local/aws/listen.ts';
import { openTap } from '../../../local/bench/tap.ts';

const server = createServer(async (request, response) => {
  const body = await buffer(request);
  response.writeHead(request.method === 'GET' ? 200 : 201, { 'x-path': request.url }).end(`heard ${body}`);
});
const tap = openTap({ delay: 20 });
let upstream = '';
let through = '';

beforeAll(async () => {
  upstream = `http://127.0.0.1:${await listen(server, 0)}`;
  through = (await tap.rewire('converse', { URL: upstream })).URL ?? '';
});
afterAll(async () => {
  await tap.close();
  server.closeAllConnections();
  server.close();
});

test('every address of this machine in the variables leads through a tap of the function, but our own stays', async () => {
  const variables = {
    QUEUE_URL: `${upstream}/000000000000/Inbound.fifo`,
    SEAWAY_ORIGINS: JSON.stringify({ 'https://api.line.me': upstream }),
    WEBHOOK_ORIGIN: upstream,
    TABLE_NAME: 'Table',
  };
  const converse = await tap.rewire('converse', variables);
  const deliver = await tap.rewire('deliver', variables);
  expect(converse).toEqual({
    QUEUE_URL: `${through}/000000000000/Inbound.fifo`,
    SEAWAY_ORIGINS: JSON.stringify({ 'https://api.line.me': through }),
    WEBHOOK_ORIGIN: upstream,
    TABLE_NAME: 'Table',
  });
  expect(through).not.toBe(upstream);
  expect(deliver.QUEUE_URL).not.toBe(converse.QUEUE_URL);
});

test('a call is passed on whole, takes longer by the delay, and is noted before its answer is seen', async () => {
  const noted = tap.next(({ by }) => by === 'converse');
  const start = performance.now();
  const answer = await fetch(`${through}/v2/send?to=you`, { method: 'POST', body: 'Hello' });
  const end = performance.now();
  expect([answer.status, answer.headers.get('x-path'), await answer.text()]).toEqual([
    201,
    '/v2/send?to=you',
    'heard Hello',
  ]);
  const call = await noted;
  expect(call.operation).toBe('POST /v2/send');
  // Timers may be a millisecond early.
  expect(call.end - call.start).toBeGreaterThanOrEqual(19);
  expect(call.start).toBeGreaterThan(start);
  expect(call.end).toBeLessThan(end);
});

test('an operation of AWS goes by its name, and identifiers are left out of a path', async () => {
  const before = tap.calls.length;
  await fetch(through, { method: 'POST', headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem' } });
  await fetch(`${through}/v1/Workspaces/WS0123456789abcdef0123456789abcdef/Tasks`);
  expect(tap.calls.slice(before).map(({ operation }) => operation)).toEqual(['GetItem', 'GET /v1/Workspaces/*/Tasks']);
});

test('quiet is when no call is at work', async () => {
  const before = tap.calls.length;
  const calls = Promise.all([fetch(`${through}/one`), fetch(`${through}/two`)]);
  await fetch(`${through}/three`);
  await tap.quiet(10);
  expect(tap.calls.length - before).toBe(3);
  await calls;
});

test('an upstream that is not there breaks the connection, and is not counted', async () => {
  const gone = await tap.rewire('deliver', { URL: 'http://127.0.0.1:9' });
  const before = tap.calls.length;
  await expect(fetch(gone.URL ?? '')).rejects.toThrow('fetch failed');
  await tap.quiet(0);
  expect(tap.calls).toHaveLength(before);
});
