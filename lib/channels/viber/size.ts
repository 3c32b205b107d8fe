import type { Http } from '../../http.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { largestFile, outside } from '../shared/download.ts';

/**
 * How many bytes a file has, which Viber wants to be told. Only its first byte is asked for; a server that does not know
 * ranges sends the whole file, which is then measured. Throws as `send` does.
 * https://www.rfc-editor.org/rfc/rfc9110#field.range
 */
export async function sizeOf(url: string, http: Http): Promise<number> {
  const headers = { range: 'bytes=0-0' };
  const response = await http({ method: 'GET', url: outside(url), headers, timeout: 30_000, limit: largestFile });
  if (!isSuccess(response)) throw refusal('the file server', response, { what: 'the file' });
  const total = /^bytes \d+-\d+\/(\d+)$/.exec(response.headers['content-range'] ?? '')?.[1];
  return total === undefined ? response.body.length : Number(total);
}
