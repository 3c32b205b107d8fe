import { Permanent } from '../../errors.ts';
import type { Http } from '../../http.ts';
import type { Fetched } from '../channel.ts';
import { download } from '../shared/download.ts';
import type { Account } from './api.ts';

/**
 * Gets a file that a customer sent. Its address wants the bot's token, which goes to Slack alone: a file may also be a link
 * to elsewhere. Without files:read, Slack gives its sign-in page instead of an error.
 * https://docs.slack.dev/reference/objects/file-object#authentication
 */
export async function fetch(url: string, { botUserToken }: Account, http: Http): Promise<Fetched> {
  const { protocol = '', hostname = '', pathname = '' } = URL.parse(url) ?? {};
  const isSlack = protocol === 'https:' && hostname.endsWith('.slack.com');
  const file = await download(
    'Slack',
    { url, headers: isSlack ? { authorization: `Bearer ${botUserToken}` } : {} },
    http,
  );
  if (isSlack && file.mediaType?.startsWith('text/html') && !/\.html?$/.test(pathname))
    throw new Permanent('Slack gave its sign-in page instead of the file', {
      remedy: 'Add the scope files:read and install the app again.',
    });
  return file;
}
