import type { Http } from '../../http.ts';
import type { Fetched } from '../channel.ts';
import { download } from '../shared/download.ts';
import { type Account, authorization, isService } from './service.ts';

/**
 * Gets a file that a customer sent: a picture in the text wants our token, any other file is open for some minutes. Throws
 * as `send` does. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
export async function fetch(url: string, account: Account, http: Http): Promise<Fetched> {
  const headers: Record<string, string> = isService(url) ? { authorization: await authorization(account, http) } : {};
  return download('Teams', { url, headers }, http);
}
