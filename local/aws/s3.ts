import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import { isPresigned, isSigned } from '../cloud/signature.ts';
import { localAccess } from './access.ts';
import { listen } from './listen.ts';

/** The address of a bucket at AWS, and where it is on this machine. */
export type Bucket = { origins: Record<string, string>; close(): Promise<void> };

export type BucketOptions = {
  name: string;
  /** Where its files live; in memory unless given. */
  data?: string;
  /** The origins of pages that may use it; `*` for any. */
  pages?: readonly string[];
};

/**
 * One bucket of S3 as far as Seaway uses it: PUT and GET of whole files and of ranges, by signed headers or by an address
 * signed beforehand. It is not that of fauxqs, which takes 11 MiB at most and asks for no signature.
 */
export async function startBucket({ name, data, pages = [] }: BucketOptions): Promise<Bucket> {
  const host = `${name}.s3.${localAccess.region}.amazonaws.com`;
  const shelf = data ? onDisk(data) : inMemory();
  const server = createServer(async (request, response) => {
    const { status, headers, body } = answer(shelf, await callOf(request, host));
    response.writeHead(status, { ...headers, ...mayRead(request.headers.origin, pages) }).end(body);
  });
  const origin = `http://127.0.0.1:${await listen(server, 0)}`;
  return {
    origins: { [`https://${host}`]: origin },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Call = { method: string; url: string; headers: IncomingMessage['headers']; body: Buffer };
type Answer = { status: number; headers: Record<string, string>; body: Buffer | string };

/** A request as it would have come to AWS: under the name of the bucket, which is signed. */
const callOf = async (request: IncomingMessage, host: string): Promise<Call> => ({
  method: request.method ?? 'GET',
  url: request.url ?? '/',
  headers: { ...request.headers, host },
  body: await buffer(request),
});

function answer(shelf: Shelf, call: Call): Answer {
  const { method, url, headers, body } = call;
  if (method === 'OPTIONS') return { status: 200, headers: {}, body: '' };
  const refusal = refusalOf(call);
  if (refusal) return fault(403, refusal);
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const key = decodeURIComponent(pathname.slice(1));
  if (method === 'PUT') {
    shelf.write(key, { mediaType: headers['content-type'] ?? 'binary/octet-stream', body });
    return { status: 200, headers: {}, body: '' };
  }
  const file = method === 'GET' ? shelf.read(key) : undefined;
  // Whoever may not list a bucket is not told that a file is missing.
  if (!file) return fault(403, 'AccessDenied');
  const disposition = searchParams.get('response-content-disposition');
  const about = {
    'accept-ranges': 'bytes',
    'content-type': file.mediaType,
    ...(disposition && { 'content-disposition': disposition }),
  };
  return part(file.body, headers.range, about);
}

/** A player asks for the part that it plays. */
function part(body: Buffer, range: string | undefined, about: Record<string, string>): Answer {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === '' && to === '') return { status: 200, headers: about, body };
  const start = from === '' ? Math.max(0, body.length - Number(to)) : Number(from);
  const end = from === '' || to === '' ? body.length - 1 : Math.min(Number(to), body.length - 1);
  if (start > end) return fault(416, 'InvalidRange');
  const headers = { ...about, 'content-range': `bytes ${start}-${end}/${body.length}` };
  return { status: 206, headers, body: body.subarray(start, end + 1) };
}

function refusalOf({ headers, ...call }: Call): string | undefined {
  const expected = { ...localAccess.credentials, service: 's3', now: Date.now() };
  if (headers.authorization !== undefined)
    return isSigned({ headers, ...call }, expected) ? undefined : 'SignatureDoesNotMatch';
  return isPresigned({ headers, ...call }, expected) ? undefined : 'AccessDenied';
}

const fault = (status: number, code: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`,
});

function mayRead(origin: string | undefined, pages: readonly string[]): Record<string, string> {
  if (origin === undefined || !(pages.includes('*') || pages.includes(origin))) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, PUT',
    'access-control-allow-headers': 'content-type',
    vary: 'origin',
  };
}

type File = { mediaType: string; body: Buffer };
type Shelf = { read(key: string): File | undefined; write(key: string, file: File): void };

function inMemory(): Shelf {
  const files = new Map<string, File>();
  return { read: (key) => files.get(key), write: (key, file) => void files.set(key, file) };
}

/** A file and what is known of it lie side by side, under the hash of the key, which may hold anything. */
function onDisk(folder: string): Shelf {
  mkdirSync(folder, { recursive: true });
  const pathOf = (key: string) => join(folder, createHash('sha256').update(key).digest('hex'));
  return {
    read(key) {
      const path = pathOf(key);
      if (!existsSync(`${path}.json`)) return undefined;
      const { mediaType } = z.object({ mediaType: z.string() }).parse(JSON.parse(readFileSync(`${path}.json`, 'utf8')));
      return { mediaType, body: readFileSync(path) };
    },
    write(key, { mediaType, body }) {
      const path = pathOf(key);
      writeFileSync(`${path}.new`, body);
      renameSync(`${path}.new`, path);
      writeFileSync(`${path}.json`, JSON.stringify({ key, mediaType }));
    },
  };
}
