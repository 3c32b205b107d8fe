import type { Http } from '../../http.ts';
import type { Fetched } from '../channel.ts';
import { download } from '../shared/download.ts';

/**
 * Gets what a customer sent; LINE deletes it after a while, and makes films and recordings ready only some time after it
 * tells of them. A picture from elsewhere is fetched there. Throws as `send` does.
 * https://developers.line.biz/en/reference/messaging-api/#get-content
 */
export function fetch(url: string, account: { channelAccessToken: string }, http: Http): Promise<Fetched> {
  const [, id] = /^line:(\d+)$/.exec(url) ?? [];
  if (id === undefined) return download('the file server', { url }, http);
  const headers = { authorization: `Bearer ${account.channelAccessToken}` };
  return download('LINE', { url: `https://api-data.line.me/v2/bot/message/${id}/content`, headers }, http);
}
