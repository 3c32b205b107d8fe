import { randomUUID } from 'node:crypto';
import type { Fetched } from '../channel.ts';

/**
 * A message and the file that goes with it, as the form that Discord takes them in.
 * https://docs.discord.com/developers/reference#uploading-files
 */
export function multipart(payload: unknown, file: Fetched & { name: string }): { type: string; data: Buffer } {
  const boundary = randomUUID();
  const part = (disposition: string, type: string | undefined, data: string | Buffer) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\ncontent-type: ${type ?? 'application/octet-stream'}\r\n\r\n`,
    ),
    Buffer.from(data),
    Buffer.from('\r\n'),
  ];
  const data = Buffer.concat([
    ...part('name="payload_json"', 'application/json', JSON.stringify(payload)),
    ...part(`name="files[0]"; filename="${plain(file.name)}"`, plain(file.mediaType ?? ''), file.body),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  return { type: `multipart/form-data; boundary=${boundary}`, data };
}

/** Without what would end the quotes or the line that it stands in. */
const plain = (text: string) => text.replaceAll(/["\\\p{Cc}]/gu, '_');
