import type { Attachment } from '../shared/attachment.ts';
import { pageOf } from './page.ts';
import { oneLine } from './reply.ts';
import { threadHeader } from './report.ts';

/** A mail of ours: what it says, a file, whose thread it is of, and the ids of the mails that it follows. */
export type Draft = {
  from: { name: string; address: string };
  to: string;
  thread: string;
  subject: string;
  text: string;
  attachment?: Attachment | undefined;
  inReplyTo?: string | undefined;
  references: string[];
};

/**
 * A mail as SES is told of it, in JSON: SES writes it out and gives it its Message-ID.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Message.html
 */
export const compose = ({ from, to, subject, text, attachment, ...draft }: Draft) => ({
  FromEmailAddress: mailbox(from),
  Destination: { ToAddresses: [to] },
  Content: {
    Simple: {
      Subject: inUtf8(oneLine(subject)),
      Body: { Text: inUtf8(text), Html: inUtf8(pageOf(text)) },
      Headers: [
        ...header('In-Reply-To', draft.inReplyTo),
        ...header('References', draft.references.join(' ')),
        ...header(threadHeader, draft.thread === to ? undefined : draft.thread),
      ],
      ...(attachment && { Attachments: [attached(attachment)] }),
    },
  },
});

const inUtf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' });

/** SES refuses a mail over a header that is not printable ASCII, or over 996 characters with its name: without it, it goes. */
const header = (Name: string, Value = '') =>
  /^[ -~]+$/.test(Value) && Name.length + Value.length <= 996 ? [{ Name, Value }] : [];

/** `"name" <address>`, in ASCII. */
function mailbox({ name, address }: Draft['from']): string {
  const said = oneLine(name);
  if (!said) return address;
  const quoted = /^[ -~]+$/.test(said) ? `"${said.replace(/["\\]/g, '\\$&')}"` : encodedWords(said);
  return `${quoted} <${address}>`;
}

/** A word has 75 characters at most, which hold eleven letters of four bytes: https://www.rfc-editor.org/rfc/rfc2047 */
const encodedWords = (text: string) =>
  Array.from(text.matchAll(/.{1,11}/gu), ([part]) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join(' ');

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Attachment.html */
function attached({ name, mediaType, body }: NonNullable<Draft['attachment']>) {
  const type = /^(?=.{3,78}$)[\w.+-]+\/[ -~]+$/.test(mediaType) ? mediaType : 'application/octet-stream';
  return {
    FileName: withEnding(oneLine(name).replace(/["/\\]/g, '_'), type),
    ContentType: type,
    ContentDisposition: 'ATTACHMENT',
    // Of the mail that SES makes; SEVEN_BIT unless told, which spoils all but plain text.
    ContentTransferEncoding: 'BASE64',
    RawContent: body.toString('base64'),
  };
}

/** SES wants an ending of every name, and 255 characters at most. */
function withEnding(name: string, type: string): string {
  const ending = /\/([a-z\d]+)$/.exec(type)?.[1] ?? 'bin';
  return (/\.[^.\s]+$/.test(name) ? name : `${name || 'file'}.${ending}`).slice(-255).toWellFormed();
}
