import { Permanent } from '../../errors.ts';
import type { Http } from '../../http.ts';
import { isInside } from '../../inside.ts';
import type { Fetched } from '../channel.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { largestFile } from '../shared/download.ts';

/**
 * Gets a file from the address that the system gave, 25 MiB at most. Redirects are refused, as they may lead inside.
 */
export async function fetch(url: string, _: unknown, http: Http): Promise<Fetched> {
  if (isInside(url)) throw new Permanent('the file lies at an inside address');
  const answer = await http({ method: 'GET', url, timeout: 30_000, limit: largestFile });
  if (!isSuccess(answer)) throw refusal(new URL(url).host, answer, { reason: 'the file cannot be fetched' });
  return { body: answer.body, mediaType: answer.headers['content-type'] };
}
