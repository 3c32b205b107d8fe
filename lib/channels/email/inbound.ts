import type { Email } from 'postal-mime';
import type { Content, Proof, ThreadEvent } from '../../message.ts';
import { hexOf } from '../../thread.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { partId } from '../shared/parts.ts';
import { ignored, receivedOf } from '../shared/received.ts';
import { shorten } from '../shared/split-text.ts';
import { isOneOf, plainAddress } from './addresses.ts';
import { filesOf, mostFiles } from './files.ts';
import { htmlToText } from './html.ts';
import { refused, unanswerable } from './kept-out.ts';
import { newPart } from './new-part.ts';
import { headerValues, idsIn, parseMail } from './parse.ts';
import { type MailReceipt, readReceipt } from './receipt.ts';
import { isForward, replyWithOf } from './reply.ts';
import { reportOf } from './report.ts';

/**
 * Reads a mail, or a report on one of ours. What must not be answered is ignored, by name: spam, viruses and forgeries, what
 * programs and lists write, and our own. The body is the raw mail, `readReceipt` says what its server tells of it.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email.html
 */
export async function receive(request: WebhookRequest, account: string): Promise<Received> {
  const receipt = readReceipt(request);
  const fault = refused(receipt);
  if (fault) return ignored(fault);
  const mail = await parseMail(request.body);
  const rfcId = idsIn(mail.messageId)[0]?.slice(1, -1) ?? receipt.messageId;
  const id = rfcId.length > 200 ? hexOf(rfcId) : rfcId;
  const threadWith = (sender: string) => ({ channel: 'email', account, sender });
  const report = reportOf(mail, receipt);
  if (report) {
    if ('ignored' in report) return ignored(report.ignored);
    return { events: [{ ...report.event, id, at: receipt.at, thread: threadWith(report.sender) }], ignored: [] };
  }
  const person = personOf(mail, receipt);
  if (!person) return ignored('mail that names no sender');
  const { sender, answerTo, ...known } = person;
  const reason = unanswerable(mail, sender, receipt);
  if (reason) return ignored(reason);
  const replyWith = replyWithOf(mail, answerTo, receipt.at);
  const happened = { thread: threadWith(sender), at: receipt.at, ...known, replyWith };
  const events = contentsOf(mail, receipt).map((content, index): ThreadEvent => {
    const messageId = partId(receipt.messageId, index);
    return { ...happened, type: 'message', id: partId(id, index), messageId, content };
  });
  return receivedOf(events, 'empty mail');
}

/**
 * Who writes: the From address, which is proved where DMARC passed for it. A mail from our own domain that wants its answers
 * elsewhere is a form on our site, and whom it names is not proved. `answerTo` is the Reply-To where it differs and the From
 * is proved: else anybody could have what is said in another's thread sent to themselves.
 */
function personOf(mail: Email, { recipients, verdicts }: MailReceipt) {
  const from = plainAddress(mail.from?.address);
  const replyTo = mail.replyTo?.length === 1 ? mail.replyTo[0] : undefined;
  const answers = plainAddress(replyTo?.address);
  const ours = from !== undefined && recipients.some((one) => domainOf(one.trim().toLowerCase()) === domainOf(from));
  const isForm = ours && answers !== undefined && answers !== from && !isOneOf(answers, recipients);
  const sender = isForm ? answers : from;
  if (!sender) return undefined;
  const isProved = verdicts.dmarc === 'PASS' && !isForm && isOnlyAuthor(mail, sender);
  const proves: Proof[] = [`email:${sender}`];
  return {
    sender,
    ...(isProved && { proves, ...(answers && answers !== sender && { answerTo: answers }) }),
    ...profileOf((isForm ? replyTo : mail.from)?.name, headerValues(mail, 'content-language')[0]),
  };
}

/** Characters of a From header that is looked through; nobody has a longer one. */
const longestFrom = 1_000;

/** A second From header, or another address in it, is not what DMARC has looked at. */
function isOnlyAuthor(mail: Email, sender: string): boolean {
  const [header = '', ...more] = headerValues(mail, 'from');
  if (header.length > longestFrom) return false;
  const addresses = header.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/[^\s<>,;:"]+@[^\s<>,;:"]+/g) ?? [];
  return more.length === 0 && addresses.length > 0 && addresses.every((address) => address.toLowerCase() === sender);
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1);

function profileOf(from: string | undefined, tags = '') {
  const name = from
    ?.replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 200);
  const language = /^\s*([a-z]{2,3}(-[a-z\d]{2,8})*)\s*(,|$)/i.exec(tags)?.[1];
  if (!name && !language) return {};
  return { profile: { ...(name && { name }), ...(language && { language }) } };
}

/** A content for each file, what is written being the first one's caption, as on channels where both are one message. */
function contentsOf(mail: Email, receipt: MailReceipt): Content[] {
  const files = filesOf(mail, receipt);
  const told = files.slice(mostFiles).map(({ name, mediaType }) => name ?? mediaType);
  const text = [textOf(mail), told.length > 0 && `Further files: ${told.join(', ')}`].filter(Boolean).join('\n\n');
  const [first, ...others] = files.slice(0, mostFiles);
  if (first) return [{ ...first, ...(text && { caption: text }) }, ...others];
  return text ? [{ type: 'text', text }] : [];
}

/** Characters that are read at most, and that are said at most: a queue message holds 1 MiB, an item of the table 400 KB. */
const longest = { read: 400_000, said: 40_000 };

/** The new part of a mail. The subject comes before it where it says something new, which it does in a first mail. */
function textOf(mail: Email): string {
  const subject = mail.subject?.trim() ?? '';
  const body = (mail.text?.trim() || htmlToText(mail.html ?? '')).slice(0, longest.read);
  const said = isForward(subject) ? body.trim() : newPart(body);
  const isFirst = idsIn(mail.inReplyTo).length === 0 && idsIn(mail.references).length === 0;
  const isNew = said === '' ? mail.attachments.length === 0 : isFirst && !said.startsWith(subject);
  return shorten([isNew && subject, said].filter(Boolean).join('\n\n'), longest.said);
}
