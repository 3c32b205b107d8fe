import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { reasonOf, Transient } from './errors.ts';

export type HttpRequest = {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Milliseconds for the whole exchange; 10,000 unless told. */
  timeout?: number;
  /** Bytes of answer at most; 1 MiB unless told. */
  limit?: number;
};
export type HttpResponse = { status: number; headers: Record<string, string>; body: Buffer };
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

/**
 * A client on node:http (global fetch loads undici, 45 ms of cold start). It answers whatever the status is and throws
 * Transient when there is no answer. `origins` sends requests for one origin to another: the stand-ins of a laptop.
 */
export const createHttp =
  (origins: Record<string, string> = {}): Http =>
  (request) =>
    exchange({ ...request, url: redirectOrigin(request.url, origins) });

function redirectOrigin(url: string, origins: Record<string, string>): string {
  const { origin } = new URL(url);
  const other = origins[origin];
  return other ? other + url.slice(origin.length) : url;
}

const exchange = ({ method, url, headers = {}, body, timeout = 10_000, limit = 1_048_576 }: HttpRequest) =>
  new Promise<HttpResponse>((resolve, reject) => {
    const target = new URL(url);
    const unreachable = (cause: unknown) =>
      reject(new Transient(`no answer from ${target.host}: ${reasonOf(cause)}`, { cause }));
    const length: Record<string, string> =
      body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = (target.protocol === 'http:' ? requestHttp : requestHttps)(
      target,
      { method, headers: { ...length, ...headers }, signal: AbortSignal.timeout(timeout) },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          chunks.push(chunk);
          if (size > limit) request.destroy(new Error(`the answer is larger than ${limit} bytes`));
        });
        response.on('error', unreachable);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    request.on('error', unreachable);
    request.end(body);
  });
