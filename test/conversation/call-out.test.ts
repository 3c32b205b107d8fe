import { expect, test } from 'vitest';
import { callOut } from '../../lib/conversation/call-out.ts';
import { Transient } from '../../lib/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../lib/http.ts';

const answer = (status: number, headers: Record<string, string> = {}, body = ''): HttpResponse => ({
  status,
  headers,
  body: Buffer.from(body),
});

/** A web of addresses and their answers; whatever else is asked finds nobody. */
function web(pages: Record<string, HttpResponse>) {
  const asked: HttpRequest[] = [];
  const http: Http = async (request) => {
    asked.push(request);
    const page = pages[request.url];
    if (!page) throw new Transient(`no answer from ${request.url}`);
    return page;
  };
  return { http, asked };
}

const call = { type: 'call' as const, key: 'k', method: 'POST' as const, headers: { a: 'b' }, body: 'x=1' };

test('the answer is what the flow gets, whatever its status', async () => {
  const { http, asked } = web({ 'https://a.example/': answer(418, { 'content-type': 'text/plain' }, 'tea') });
  const result = await callOut(http)({ ...call, url: 'https://a.example/' });
  expect(result).toEqual({ status: 418, contentType: 'text/plain', body: 'tea' });
  expect(asked[0]).toMatchObject({ method: 'POST', headers: { a: 'b' }, body: 'x=1', timeout: 10_000, limit: 65_536 });
});

test('redirects are followed by GET, five at most', async () => {
  const { http, asked } = web({
    'https://a.example/': answer(302, { location: '/b' }),
    'https://a.example/b': answer(200, {}, 'there'),
    'https://loop.example/': answer(302, { location: '/' }),
  });
  expect(await callOut(http)({ ...call, url: 'https://a.example/' })).toMatchObject({ status: 200, body: 'there' });
  expect(asked[1]).toMatchObject({ method: 'GET' });
  expect(asked[1]).not.toHaveProperty('body');
  expect(await callOut(http)({ ...call, url: 'https://loop.example/' })).toMatchObject({ status: 302 });
  expect(asked).toHaveLength(2 + 6);
});

test.each([
  'http://localhost:9001/2018-06-01/runtime/invocation/next',
  'http://127.0.0.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://10.0.0.1/',
  'http://[::1]/',
  'file:///etc/passwd',
  'not an address',
])('%s is never asked', async (url) => {
  const { http, asked } = web({});
  expect(await callOut(http)({ ...call, url })).toHaveProperty('failure');
  expect(asked).toEqual([]);
});

test('nor is an inside address that a redirect leads to', async () => {
  const { http, asked } = web({ 'https://a.example/': answer(302, { location: 'http://127.0.0.1/secret' }) });
  expect(await callOut(http)({ ...call, url: 'https://a.example/' })).toHaveProperty('failure');
  expect(asked).toHaveLength(1);
});

test('silence is a failure, and so is a call for which the turn has no time', async () => {
  const { http, asked } = web({ 'https://a.example/': answer(200) });
  expect(await callOut(http)({ ...call, url: 'https://b.example/' })).toHaveProperty('failure');
  await callOut(http, () => 3_000)({ ...call, url: 'https://a.example/' });
  expect(asked.at(-1)?.timeout).toBe(3_000);
  expect(await callOut(http, () => 900)({ ...call, url: 'https://a.example/' })).toHaveProperty('failure');
  expect(asked).toHaveLength(2);
});
