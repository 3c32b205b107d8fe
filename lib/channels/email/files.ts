import type { Attachment, Email } from 'postal-mime';
import { Permanent } from '../../errors.ts';
import type { Http } from '../../http.ts';
import type { Content } from '../../message.ts';
import type { Fetched } from '../channel.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { bytesOf, parseMail } from './parse.ts';
import type { MailReceipt } from './receipt.ts';

type Media = Extract<Content, { type: 'media' }>;

/** More files than this of one mail are only named. */
export const mostFiles = 20;

/**
 * The files of a mail as media, of which `fetch` takes the addresses, `email:region/bucket/key#n`; without those that only
 * prove who signed, and without pictures that belong to the quote.
 */
export function filesOf(mail: Email, { stored }: MailReceipt): Media[] {
  const mentions = mentionsIn(mail.html ?? '');
  return mail.attachments.flatMap((attachment, index): Media[] => {
    if (isSignature(attachment) || isOfQuote(attachment, mentions)) return [];
    const name = attachment.filename?.replace(/[\p{Cc}/\\]+/gu, ' ').trim();
    return [
      {
        type: 'media',
        url: stored ? `email:${stored.region}/${stored.bucket}/${stored.key}#${index + 1}` : '',
        mediaType: attachment.mimeType || 'application/octet-stream',
        ...(name && { name }),
        ...(!stored && { withheld: 'The file is gone: its mail was handed over without being kept.' }),
      },
    ];
  });
}

/**
 * Gets a file out of the mail that is kept in S3, or with #0 the mail itself. Throws Permanent where the mail or the file is
 * not there, Transient where S3 does not answer. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export async function fetch(url: string, _: unknown, http: Http): Promise<Fetched> {
  const [, region, bucket, key, number] = /^email:([a-z0-9-]+)\/([a-z0-9.-]+)\/(mail\/[\w./-]+)#(\d+)$/.exec(url) ?? [];
  if (!region || !key) throw new Permanent('the mail was not kept');
  const address = `https://${bucket}.s3.${region}.amazonaws.com/${key}`;
  const response = await http({ method: 'GET', url: address, ...largest, aws: { service: 's3', region } });
  if (!isSuccess(response)) throw refusal('S3', response, { reason: 'the mail cannot be read' });
  if (number === '0') return { body: response.body, mediaType: 'message/rfc822' };
  const file = (await parseMail(response.body)).attachments[Number(number) - 1];
  if (!file) throw new Permanent(`the mail has no file ${number}`);
  return { body: bytesOf(file), mediaType: file.mimeType, name: file.filename ?? undefined };
}

/** SES takes mails of 40 MB. */
const largest = { limit: 41 * 1024 * 1024, timeout: 30_000 };

const isSignature = ({ mimeType }: Attachment) =>
  /^application\/(pgp-signature|(x-)?pkcs7-signature|pgp-encrypted)$/.test(mimeType);

/** A picture within the text is of the quote where the first mention of it is. */
const isOfQuote = ({ contentId, related }: Attachment, { above, below }: Mentions): boolean => {
  const id = contentId?.replace(/^<|>$/g, '');
  return related === true && id !== undefined && below.has(id) && !above.has(id);
};

/** The ids of the pictures that a page shows, above its quote and within. */
type Mentions = { above: Set<string>; below: Set<string> };

function mentionsIn(page: string): Mentions {
  const quote = quoteStart(page);
  const shown = (text: string) => new Set(Array.from(text.matchAll(/cid:([^\s"'<>)]+)/g), ([, id = '']) => id));
  return quote === -1
    ? { above: shown(page), below: new Set() }
    : { above: shown(page.slice(0, quote)), below: shown(page.slice(quote)) };
}

/** Where the mail programs begin the quote in the page of an answer; -1 where none does. */
function quoteStart(html: string): number {
  return html.search(
    /<blockquote[^<>]*\btype=["']?cite|class=["']?(gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote)|id=["']?(appendonsend|divRplyFwdMsg|mail-editor-reference-message-container)|border-top:\s?solid #(E1E1E1|B5C4DF) 1\.0pt/i,
  );
}
