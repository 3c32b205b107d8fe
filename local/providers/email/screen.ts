import type { Email } from 'postal-mime';
import { bytesOf } from '../../../lib/channels/email/parse.ts';
import type { File, Shown } from '../provider.ts';

/** What a mail looks like in the customer's program; `keep` gives an address under which it shows a file. */
export function seen(mail: Email, keep: (file: File) => { url: string }): Pick<Shown, 'title' | 'text' | 'media'> {
  const text = (mail.text ?? '').replaceAll('\r\n', '\n').replace(/\n$/, '');
  const [attachment] = mail.attachments;
  const look = { ...(mail.subject && { title: mail.subject }), text };
  if (!attachment) return look;
  const { mimeType: mediaType, filename } = attachment;
  const name = filename ?? 'file';
  return { ...look, media: { url: keep({ name, mediaType, data: bytesOf(attachment) }).url, mediaType, name } };
}

/** As much of a mail as anybody reads in its own format. */
export const rawOf = (raw: Buffer): string => raw.subarray(0, 20_000).toString('latin1');
