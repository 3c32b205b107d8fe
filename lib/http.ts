import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Permanent, reasonOf, Transient } from './errors.ts';

export type HttpRequest = {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Milliseconds for the whole exchange; 10,000 unless told. */
  timeout?: number;
  /** Bytes of answer at most; 1 MiB unless told. */
  limit?: number;
  /** The AWS service that this is a call of: it is signed with the role that the function runs as. */
  aws?: { service: string; region: string };
};
export type HttpResponse = { status: number; headers: Record<string, string>; body: Buffer };
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

/**
 * A client on node:http (global fetch loads undici, 45 ms of cold start). It answers whatever the status is and throws
 * Transient when there is no answer, Permanent when it is larger than the limit. `origins` sends requests for one origin,
 * or for addresses that start with one, to another origin: the stand-ins of a laptop. `sign` gives the headers of a call
 * of AWS.
 */
export const createHttp =
  (origins: Record<string, string> = {}, sign?: Sign): Http =>
  (request) => {
    const headers = { ...request.headers, ...(request.aws && sign?.(request, request.aws)) };
    return exchange({ ...request, headers, url: redirectOrigin(request.url, origins) });
  };

type Sign = (request: HttpRequest, aws: { service: string; region: string }) => Record<string, string>;

/** The address with its origin replaced where `origins` knows another for its start; the longest start that fits counts. */
export function redirectOrigin(url: string, origins: Record<string, string>): string {
  const [, other] = Object.entries(origins)
    .filter(([start]) => url.startsWith(start))
    .reduce((longest, entry) => (entry[0].length > longest[0].length ? entry : longest), ['', '']);
  return other ? other + url.slice(new URL(url).origin.length) : url;
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
          if (size <= limit) return;
          reject(new Permanent(`the answer of ${target.host} is larger than ${limit} bytes`));
          request.destroy();
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
