import { randomUUID } from 'node:crypto';
import type { Attachment } from './attachment.ts';

/** One field of a form: a text, or a file where it has a name of its own. */
export type FormPart = { name: string; fileName?: string; mediaType?: string; data: string | Buffer };

/** A form with files in it, and its media type: https://www.rfc-editor.org/rfc/rfc7578 */
export function multipart(parts: FormPart[]): { type: string; data: Buffer } {
  const boundary = randomUUID();
  const data = parts.flatMap((part) => [Buffer.from(headOf(part, boundary)), Buffer.from(part.data), lineEnd]);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    data: Buffer.concat([...data, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

/** A file as the field of a form. */
export const filePart = (name: string, file: Attachment): FormPart => ({
  name,
  fileName: file.name,
  mediaType: file.mediaType,
  data: file.body,
});

function headOf({ name, fileName, mediaType }: FormPart, boundary: string): string {
  const file = fileName === undefined ? '' : `; filename="${plain(fileName)}"`;
  const type = mediaType === undefined ? '' : `content-type: ${plain(mediaType) || 'application/octet-stream'}\r\n`;
  return `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n${type}\r\n`;
}

const lineEnd = Buffer.from('\r\n');

/** Without what would end the quotes or the line that it stands in. */
const plain = (text: string) => text.replaceAll(/["\\\p{Cc}]/gu, '_');
