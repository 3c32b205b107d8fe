import { Permanent, Transient } from '../../errors.ts';
import type { Http } from '../../http.ts';
import { isInside } from '../../inside.ts';
import type { Fetched } from '../channel.ts';
import { isSuccess, refusal } from './answer.ts';

/** Bytes of a file at most; with its copies on the way it has to fit into a function's memory. */
export const largestFile = 25 * 1024 * 1024;

/**
 * Gets a file from the provider, 25 MiB at most and within 30 s, by https alone and never from an inside address; `headers`
 * carry the account's token where it wants one. A redirect is followed once and without them, as providers redirect to signed
 * addresses elsewhere. Throws as `send` does, with a sentence for whoever waits for the file.
 */
export async function download(
  provider: string,
  { url, headers = {} }: { url: string; headers?: Record<string, string> },
  http: Http,
): Promise<Fetched> {
  const get = (address: string, sent: Record<string, string>) =>
    http({ method: 'GET', url: address, headers: sent, timeout: 30_000, limit: largestFile }).catch(tooLarge);
  const first = await get(outside(url), headers);
  const { location } = first.headers;
  const answer = first.status >= 300 && first.status < 400 && location ? await get(outside(location, url), {}) : first;
  if (answer.status === 202) throw new Transient(`${provider} does not have the file ready yet`, { after: 5 });
  if (answer.status === 404 || answer.status === 410)
    throw new Permanent(`${provider} does not have the file any more`);
  if (!isSuccess(answer)) throw refusal(provider, answer, { reason: 'the file cannot be fetched' });
  return { body: answer.body, mediaType: answer.headers['content-type'] };
}

/** A client that gives up for good has read more than it may. */
function tooLarge(cause: unknown): never {
  if (cause instanceof Permanent) throw new Permanent('the file is larger than 25 MiB', { cause });
  throw cause;
}

/**
 * The address of a file, which may stand relative to `from`. Throws Permanent where it leads to what only this machine can
 * reach: customers and flows have a say in where files lie.
 */
export function outside(address: string, from?: string): string {
  const url = URL.parse(address, from);
  if (url?.protocol !== 'https:') throw new Permanent('the file is said to be at an address without https');
  if (isInside(url.href)) throw new Permanent('the file is said to be at an inside address');
  return url.href;
}
