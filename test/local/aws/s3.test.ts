import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMedia } from '../../../lib/aws/media.ts';
import { signedHeaders } from '../../../lib/aws/sign.ts';
import { Permanent } from '../../../lib/errors.ts';
import { createHttp, redirectOrigin } from '../../../lib/http.ts';
import { localAccess } from '../../../local/aws/access.ts';
import { type Bucket, startBucket } from '../../../local/aws/s3.ts';
import { picture } from '../../../local/providers/picture.ts';

const { region, credentials } = localAccess;
const key = 'media/0a1b/MESSAGE#0000001 (é).png';
let data: string;
let bucket: Bucket;
let now = Date.now();

const open = () =>
  openMedia({
    bucket: 'files',
    region,
    http: createHttp(bucket.origins, ({ method, url, body = '' }, { service, region }) => {
      const { host: _, ...headers } = signedHeaders({ method, url, body }, credentials, {
        region,
        service,
        now: Date.now(),
      });
      return headers;
    }),
    credentials: () => ({ ...credentials, sessionToken: 'a/token+of=a role' }),
    now: () => now,
  });
const here = (url: string) => redirectOrigin(url, bucket.origins);

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'seaway-files-'));
  bucket = await startBucket({ name: 'files', data, pages: ['https://console.example'] });
  await open().put(key, picture(), 'image/png');
});
afterAll(() => bucket.close());

test('a file is given as it was kept, also after a restart', async () => {
  expect(await open().get(key)).toEqual(picture());
  await bucket.close();
  bucket = await startBucket({ name: 'files', data, pages: ['https://console.example'] });
  expect(await open().get(key)).toEqual(picture());
});

test('a file larger than what a single packet or the emulator of the queues takes', async () => {
  const large = Buffer.alloc(20 * 1_048_576, 7);
  await open().put('media/large.mp4', large, 'video/mp4');
  expect((await open().get('media/large.mp4')).equals(large)).toBe(true);
});

test('a file that is not there is not tried again', async () => {
  await expect(open().get('media/none')).rejects.toThrow(Permanent);
});

describe('a link', () => {
  test('is at the address of the bucket, and anybody may open it', async () => {
    const url = open().link(key, { seconds: 60 });
    expect(url).toMatch(
      /^https:\/\/files\.s3\.us-east-1\.amazonaws\.com\/media\/0a1b\/MESSAGE%230000001%20%28%C3%A9%29\.png\?/,
    );
    const answer = await fetch(here(url));
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(picture());
  });

  test.each([
    ['media/a.png', undefined, null],
    ['media/a.pdf', 'Bericht 1.pdf', "inline; filename*=UTF-8''Bericht%201.pdf"],
    ['media/a.txt', undefined, 'attachment'],
    ['media/a.html', 'it\'s "(here)".html', "attachment; filename*=UTF-8''it%27s%20%22%28here%29%22.html"],
    ['media/a', undefined, 'attachment'],
  ])('to %s says whether a browser opens it or saves it', async (name, saved, disposition) => {
    await open().put(name, Buffer.from('bytes'), 'text/plain');
    const answer = await fetch(here(open().link(name, { seconds: 60, name: saved })));
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([200, disposition]);
  });

  test('lapses', async () => {
    now = Date.now() - 61_000;
    const old = here(open().link(key, { seconds: 60 }));
    now = Date.now();
    expect((await fetch(old)).status).toBe(403);
  });

  test('to another file, changed, or without a signature is refused', async () => {
    const url = here(open().link(key, { seconds: 60 }));
    for (const forged of [
      url.replace('0a1b', '0a1c'),
      url.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000'),
      url.replace(/X-Amz-Signature=../, 'X-Amz-Signature=zz'),
      url.replace(/&X-Amz-Signature=.*/, ''),
      url.split('?')[0] ?? '',
    ])
      expect((await fetch(forged)).status).toBe(403);
    expect((await fetch(url, { method: 'PUT', body: 'mine' })).status).toBe(403);
  });

  test('gives the part that a player asks for', async () => {
    const url = here(open().link(key, { seconds: 60 }));
    const ask = async (range: string) => {
      const answer = await fetch(url, { headers: { range } });
      return [answer.status, answer.headers.get('content-range'), Buffer.from(await answer.arrayBuffer())];
    };
    const { length } = picture();
    expect(await ask('bytes=0-7')).toEqual([206, `bytes 0-7/${length}`, picture().subarray(0, 8)]);
    expect(await ask('bytes=10-')).toEqual([206, `bytes 10-${length - 1}/${length}`, picture().subarray(10)]);
    expect(await ask('bytes=-4')).toEqual([206, `bytes ${length - 4}-${length - 1}/${length}`, picture().subarray(-4)]);
    expect((await ask(`bytes=${length}-`))[0]).toBe(416);
  });
});

describe('an upload', () => {
  const upload = (headers: Record<string, string>, body: string) =>
    fetch(here(open().upload('media/sent/1.txt', { mediaType: 'text/plain', bytes: 5, seconds: 60 })), {
      method: 'PUT',
      headers,
      body,
    });

  test('of the type and the length that were signed is kept', async () => {
    expect((await upload({ 'content-type': 'text/plain' }, 'hello')).status).toBe(200);
    expect(String(await open().get('media/sent/1.txt'))).toBe('hello');
  });

  test('of anything else is refused', async () => {
    expect((await upload({ 'content-type': 'text/html' }, 'hello')).status).toBe(403);
    expect((await upload({ 'content-type': 'text/plain' }, 'hello, world')).status).toBe(403);
  });

  test('is open to the pages of the deployment', async () => {
    const allowed = async (origin: string) => {
      const [url] = Object.values(bucket.origins);
      const { headers } = await fetch(`${url}/media/x`, { method: 'OPTIONS', headers: { origin } });
      return headers.get('access-control-allow-origin');
    };
    expect(await allowed('https://console.example')).toBe('https://console.example');
    expect(await allowed('https://elsewhere.example')).toBe(null);
  });
});
