import type { Attachment, Email } from 'postal-mime';
import { Permanent, reasonOf } from '../../errors.ts';

/** The parser takes up to 3 KB for a line; the 40 MB that SES takes are 540,000 lines, where they are files. */
const mostLines = 700_000;

/**
 * Parses a raw mail. Mails in mails stay whole, as files; the order of the files is the same each time. Throws Permanent
 * where the parser gives up, or would need more memory than there is. https://www.rfc-editor.org/rfc/rfc5322
 */
export async function parseMail(raw: Buffer): Promise<Email> {
  if (hasMoreLines(raw, mostLines)) throw new Permanent(`the mail cannot be read: it has over ${mostLines} lines`);
  // Imported when the first mail comes: it is a tenth of the function, and every other channel starts without it.
  const { default: PostalMime } = await import('postal-mime');
  return PostalMime.parse(raw, { forceRfc822Attachments: true }).catch((cause: unknown) => {
    throw new Permanent(`the mail cannot be read: ${reasonOf(cause)}`, { cause });
  });
}

function hasMoreLines(raw: Buffer, most: number): boolean {
  let lines = 0;
  for (let at = raw.indexOf(10); at !== -1 && lines <= most; at = raw.indexOf(10, at + 1)) lines++;
  return lines > most;
}

/** The values of a header, in the order of the mail; its name in lower case. */
export const headerValues = ({ headers }: Email, name: string): string[] =>
  headers.filter(({ key }) => key === name).map(({ value }) => value);

/** The bytes of a file of a mail. */
export const bytesOf = ({ content }: Attachment): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));

/** The ids (`<...>`) in a Message-ID, In-Reply-To or References header. */
export const idsIn = (header: string | undefined): string[] => header?.match(/<[^<>\s]{1,500}>/g) ?? [];
