import * as z from 'zod';
import { Transient } from '../../errors.ts';
import type { Http } from '../../http.ts';
import type { Receipt } from '../channel.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import type { Attachment } from '../shared/attachment.ts';
import { type Account, call, post } from './api.ts';
import { escapeText } from './text.ts';

/**
 * Sends a file in three steps: Slack gives an address, takes the bytes there, and shows them where it is told to. It does
 * not tell as which message. https://docs.slack.dev/messaging/working-with-files#uploading_files
 */
export async function upload(
  { name, body }: Attachment,
  caption: string | undefined,
  { channel, ts }: { channel: string; ts?: string },
  account: Account,
  http: Http,
): Promise<Receipt> {
  const asked = { filename: name, length: String(body.length) };
  const place = await call('files.getUploadURLExternal', asked, account, http, placeShape);
  if (!place) throw new Transient('Slack gave no address for a file');
  const taken = await http({ method: 'POST', url: place.upload_url, body, timeout: 30_000 });
  if (!isSuccess(taken)) throw refusal('Slack', taken, { what: 'the file' });
  const fields = {
    files: JSON.stringify([{ id: place.file_id, title: name }]),
    channel_id: channel,
    thread_ts: ts,
    initial_comment: caption?.trim() ? escapeText(caption) : undefined,
  };
  return post('files.completeUploadExternal', fields, account, http);
}

const placeShape = z.object({ upload_url: z.url(), file_id: z.string() });
