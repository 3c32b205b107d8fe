import type { Http } from '../../http.ts';
import type { Fetched } from '../channel.ts';
import { isSuccess, refusal } from './answer.ts';

/** Bytes of a file at most; with its copies on the way it has to fit into a function's memory. */
export const largestFile = 25 * 1024 * 1024;

/**
 * Gets a file from the provider, 25 MiB at most and within 30 s; `headers` carry the account's token where it wants one. A
 * redirect is followed once and without them, as providers redirect to signed addresses elsewhere. Throws as `send` does.
 */
export async function download(
  provider: string,
  { url, headers = {} }: { url: string; headers?: Record<string, string> },
  http: Http,
): Promise<Fetched> {
  const get = (address: string, sent: Record<string, string>) =>
    http({ method: 'GET', url: address, headers: sent, timeout: 30_000, limit: largestFile });
  const first = await get(url, headers);
  const { location } = first.headers;
  const answer =
    first.status >= 300 && first.status < 400 && location ? await get(new URL(location, url).href, {}) : first;
  if (!isSuccess(answer)) throw refusal(provider, answer, { reason: 'the file cannot be fetched' });
  return { body: answer.body, mediaType: answer.headers['content-type'] };
}
