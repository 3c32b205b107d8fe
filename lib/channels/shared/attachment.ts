import { Permanent } from '../../errors.ts';
import type { Http } from '../../http.ts';
import type { Content } from '../../message.ts';
import { download } from './download.ts';
import { isWeb } from './fallback.ts';

/** A file of a message of ours, with a name in any case. */
export type Attachment = { name: string; mediaType: string; body: Buffer };

/**
 * Gets the file of a message of ours from where it lies, for a provider that wants bytes instead of an address. Undefined
 * where it cannot be had, or has more than 25 MiB: it is then told by its address. Throws Transient where it may be had later.
 */
export async function attachmentOf(
  { url, name, mediaType }: Extract<Content, { type: 'media' }>,
  http: Http,
): Promise<Attachment | undefined> {
  if (!isWeb(url) || !URL.canParse(url)) return undefined;
  try {
    const { body } = await download('the file server', { url }, http);
    return { name: name || new URL(url).pathname.split('/').at(-1) || 'file', mediaType, body };
  } catch (error) {
    if (error instanceof Permanent) return undefined;
    throw error;
  }
}
