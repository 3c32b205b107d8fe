import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from '../../../local/aws/listen.ts';
import { freePort } from '../../../local/aws/port.ts';
import { type Site, startSite } from '../../../local/site/site.ts';
import { synthesizeSite } from './synthesized.ts';

const config = { issuer: 'http://127.0.0.1:1', clientId: 'console' };
const files = {
  'index.html': '<!doctype html>',
  'assets/console-0123.js': 'start();',
  'seaway-chat.js': 'chat();',
};

/** What the slow path of the API waits for. */
const slow = Promise.withResolvers<void>();

/** The API, which says what it was asked. */
const api = createServer(async (request, response) => {
  const { method, url, headers } = request;
  if (url === '/console/slow') await slow.promise;
  response.writeHead(418, { 'content-type': 'application/json', 'cache-control': 'public' });
  response.end(JSON.stringify({ method, url, token: headers.authorization, body: await text(request) }));
});

let folder: string;
let site: Site;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seaway-site-'));
  synthesizeSite(folder, () => files);
  const gateway = `http://127.0.0.1:${await listen(api, 0)}`;
  site = await startSite({ template: folder, port: await freePort(), gateway, config });
});
afterAll(async () => {
  await site?.close();
  api.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string) => fetch(site.origin + path);

test.each([
  ['/', 'text/html; charset=utf-8', 'no-cache', '<!doctype html>'],
  ['/index.html?code=1', 'text/html; charset=utf-8', 'no-cache', '<!doctype html>'],
  [
    '/assets/console-0123.js',
    'text/javascript; charset=utf-8',
    'public, max-age=31536000, immutable',
    files['assets/console-0123.js'],
  ],
  ['/seaway-chat.js', 'text/javascript; charset=utf-8', 'public, max-age=3600', files['seaway-chat.js']],
  ['/config.json', 'application/json', 'no-cache', JSON.stringify(config)],
])('%s is served as %s and kept by browsers: %s', async (path, type, cache, body) => {
  const answer = await get(path);
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, type, body]);
  expect(answer.headers.get('cache-control')).toBe(cache);
});

test('the page may do what the stack says, and reach what stands in for AWS on this machine', async () => {
  const { headers } = await get('/');
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http://127.0.0.1:* data: blob:; media-src https: http://127.0.0.1:* blob:; connect-src 'self' https: http://127.0.0.1:* wss: ws://127.0.0.1:*; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('microphone=(self)'),
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
});

test('the script of the web chat is for every page, and nothing else is', async () => {
  const { headers } = await get('/seaway-chat.js');
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect((await get('/')).headers.get('access-control-allow-origin')).toBeNull();
});

test.each(['/other.html', '/assets/', '/../package.json', '/%2e%2e/secret', '/consoles/me'])(
  '%s is not there',
  async (path) => {
    expect((await get(path)).status).toBe(403);
  },
);

test('nothing is written there', async () => {
  expect((await fetch(`${site.origin}/index.html`, { method: 'PUT', body: 'mine' })).status).toBe(403);
});

test('what begins with /console/ is handed on as it is, and no answer is kept', async () => {
  const path = '/console/messages?thread=line%3Amain%3AU1';
  const headers = { authorization: 'Bearer a.b.c' };
  const answer = await fetch(site.origin + path, { method: 'POST', headers, body: '{"id":1}' });
  expect(answer.status).toBe(418);
  expect(await answer.json()).toEqual({ method: 'POST', url: path, token: 'Bearer a.b.c', body: '{"id":1}' });
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('a page that is gone before its answer comes is no matter', async () => {
  const page = new AbortController();
  const asked = new Promise((resolve) => api.once('request', resolve));
  const answer = fetch(`${site.origin}/console/slow`, { signal: page.signal });
  await asked;
  page.abort();
  await expect(answer).rejects.toThrow('aborted');
  await get('/console/me');
  slow.resolve();
  for (let time = 0; time < 3; time++) expect((await get('/console/me')).status).toBe(418);
});

test('an API that is away is a 502', async () => {
  const gateway = `http://127.0.0.1:${await freePort()}`;
  const lonely = await startSite({ template: folder, port: await freePort(), gateway, config });
  expect((await fetch(`${lonely.origin}/console/me`)).status).toBe(502);
  await lonely.close();
});
