import { randomUUID } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { addressParser } from 'postal-mime';
import type { File, Profile } from '../provider.ts';
import type { SendRequest } from './rules.ts';

/** Our mail that a customer answers, or calls spam: `head` are its headers. */
export type Answered = { messageId: string; subject: string; text: string; at: number; head: string };
type Written = {
  from: string;
  to: string;
  profile: Profile;
  text?: string;
  file?: File;
  answered?: Answered | undefined;
};

/** The mail that SES makes of what it is told, under an id of its own. */
export function sesMail({ FromEmailAddress, Destination, Content }: SendRequest, messageId: string): Promise<Buffer> {
  const { Subject, Body, Headers, Attachments = [] } = Content.Simple;
  const [from] = addressParser(FromEmailAddress);
  const mail = new MailComposer({
    from: { name: from?.name ?? '', address: from?.address ?? '' },
    to: Destination.ToAddresses,
    messageId,
    subject: Subject.Data,
    headers: Headers.map(({ Name, Value }) => ({ key: Name, value: Value })),
    text: Body.Text.Data,
    html: Body.Html.Data,
    attachments: Attachments.map(({ FileName, ContentType, ContentDisposition, RawContent }) => ({
      filename: FileName,
      contentType: ContentType,
      contentDisposition: ContentDisposition === 'INLINE' ? 'inline' : 'attachment',
      content: Buffer.from(RawContent, 'base64'),
    })),
    newline: 'win',
  });
  return mail.compile().build();
}

/** The mail that a customer's program makes of what they write: with a quote and headers where it answers one. */
export function customerMail({ from, to, profile, text = '', file, answered }: Written): Promise<Buffer> {
  const mail = new MailComposer({
    from: { name: profile.name ?? '', address: from },
    to,
    messageId: `<${randomUUID()}@${from.split('@').at(-1)}>`,
    subject: answered ? `Re: ${answered.subject.replace(/^Re: /, '')}` : subjectOf(text),
    ...(answered && { inReplyTo: answered.messageId, references: answered.messageId }),
    ...(profile.language && { headers: { 'Content-Language': profile.language } }),
    text: answered && text ? `${text}\n\n${quoteOf(answered, to)}\n` : text,
    attachments: file ? [{ filename: file.name, contentType: file.mediaType, content: file.data }] : [],
    newline: 'win',
  });
  return mail.compile().build();
}

/** The first line of what they write, as far as a list of mails shows it. */
const subjectOf = (text: string) => /^(.{1,60})(\s|$)/.exec(text)?.[1] ?? '';

const quoteOf = ({ text, at }: Answered, to: string) =>
  `On ${new Date(at).toUTCString()}, <${to}> wrote:\n${text.replace(/^/gm, '> ')}`;

type Reported = { to: string; from: string; head?: string | undefined; kind: 'bounce' | 'complaint' };

/** The report that SES forwards to our address when a mail comes back, or when its receiver calls it spam, with its headers. */
export function reportMail({ to, from, head = `To: ${to}`, kind }: Reported): Buffer {
  const bounce = [
    'Reporting-MTA: dns; localhost',
    '',
    `Final-Recipient: rfc822; ${to}`,
    'Action: failed',
    'Status: 5.1.1',
  ];
  const type = kind === 'bounce' ? 'delivery-status' : 'feedback-report';
  const report =
    kind === 'bounce'
      ? [...bounce, 'Diagnostic-Code: smtp; 550 5.1.1 user unknown']
      : ['Feedback-Type: abuse', 'User-Agent: Seaway/1', 'Version: 1'];
  const lines = [
    `From: ${kind === 'bounce' ? 'MAILER-DAEMON@amazonses.com' : 'complaints@email-abuse.amazonses.com'}`,
    `To: ${from}`,
    `Subject: ${kind === 'bounce' ? 'Delivery Status Notification (Failure)' : 'complaint about message'}`,
    `Message-ID: <${randomUUID()}@email.amazonses.com>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${type}; boundary="report"`,
    ...['', '--report', 'Content-Type: text/plain', '', `A report on your mail to ${to}.`],
    ...['', '--report', `Content-Type: message/${type}`, '', ...report],
    ...['', '--report', 'Content-Type: message/rfc822', '', head, '', 'What was said.', '--report--', ''],
  ];
  return Buffer.from(lines.join('\r\n'));
}
