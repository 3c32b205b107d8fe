import * as z from 'zod';
import { Permanent } from '../../errors.ts';
import type { Http } from '../../http.ts';
import type { Fetched } from '../channel.ts';
import { isSuccess } from '../shared/answer.ts';
import { download } from '../shared/download.ts';
import { readAnswer } from '../shared/json.ts';
import { graph, graphRefusal } from '../shared/meta-graph.ts';
import { whatsappErrors } from './errors.ts';

/**
 * Gets a file by the id in `whatsapp-cloud:<id>`: the API tells its address, which lives five minutes and wants the token
 * too. Throws Transient or Permanent. https://developers.facebook.com/documentation/business-messaging/whatsapp/media
 */
export async function fetch(url: string, { accessToken }: { accessToken: string }, http: Http): Promise<Fetched> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const id = url.replace(/^whatsapp-cloud:/, '');
  const answer = await http({ method: 'GET', url: `${graph}/${encodeURIComponent(id)}`, headers });
  if (!isSuccess(answer))
    throw graphRefusal(answer, { provider: 'WhatsApp', errors: whatsappErrors, what: 'the file' });
  const media = readAnswer(answer.body, mediaShape);
  if (!media || !isMetas(media.url)) throw new Permanent('WhatsApp does not tell where the file is');
  const { body, mediaType } = await download('WhatsApp', { url: media.url, headers }, http);
  return { body, mediaType: media.mime_type ?? mediaType };
}

/** Our token goes nowhere else: files lie at lookaside.fbsbx.com. */
const isMetas = (url: string): boolean =>
  /^https:\/\/([\w-]+\.)*(fbsbx\.com|facebook\.com|fbcdn\.net|whatsapp\.(net|com))\//.test(url);

const mediaShape = z.object({ url: z.url(), mime_type: z.string().optional() });
