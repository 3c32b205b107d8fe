import type { Http } from '../../http.ts';
import type { Fetched } from '../channel.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { largestFile, outside } from '../shared/download.ts';

/**
 * Gets a file from the address that the system gave, 25 MiB at most. Redirects are refused, as they may lead inside. Throws
 * as `send` does. docs/channels/custom.md
 */
export async function fetch(url: string, _: unknown, http: Http): Promise<Fetched> {
  const answer = await http({ method: 'GET', url: outside(url), timeout: 30_000, limit: largestFile });
  if (!isSuccess(answer)) throw refusal(new URL(url).host, answer, { reason: 'the file cannot be fetched' });
  return { body: answer.body, mediaType: answer.headers['content-type'] };
}
