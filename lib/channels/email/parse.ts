import type { Attachment, Email } from 'postal-mime';
import { Permanent, reasonOf } from '../../errors.ts';

/**
 * Parses a raw mail. Mails in mails stay whole, as files; the order of the files is the same each time. Throws Permanent
 * where the parser gives up. https://www.rfc-editor.org/rfc/rfc5322
 */
export async function parseMail(raw: Buffer): Promise<Email> {
  // Imported when the first mail comes: it is a tenth of the function, and every other channel starts without it.
  const { default: PostalMime } = await import('postal-mime');
  return PostalMime.parse(raw, { forceRfc822Attachments: true }).catch((cause: unknown) => {
    throw new Permanent(`the mail cannot be read: ${reasonOf(cause)}`, { cause });
  });
}

/** The values of a header, in the order of the mail; its name in lower case. */
export const headerValues = ({ headers }: Email, name: string): string[] =>
  headers.filter(({ key }) => key === name).map(({ value }) => value);

export const bytesOf = ({ content }: Attachment): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));

/** The ids (`<...>`) in a Message-ID, In-Reply-To or References header. */
export const idsIn = (header: string | undefined): string[] => header?.match(/<[^<>\s]{1,500}>/g) ?? [];
