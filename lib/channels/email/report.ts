import type { Email } from 'postal-mime';
import type { ThreadEvent } from '../../message.ts';
import { shorten } from '../shared/split-text.ts';
import { plainAddress } from './addresses.ts';
import { bytesOf } from './parse.ts';
import type { MailReceipt } from './receipt.ts';

/** In which a mail of ours that goes elsewhere than to the thread's sender names that sender, for the reports on it. */
export const threadHeader = 'X-Seaway-Thread';

/** `event` without what every event has, or why a report means nothing to us. */
export type Report = { sender: string; event: Reported } | { ignored: string };
type Reported =
  | Pick<Extract<ThreadEvent, { type: 'receipt' }>, 'type' | 'messageId' | 'status' | 'reason' | 'remedy'>
  | { type: 'left' };

/**
 * Reads a report on a mail of ours: that it came back or arrived (https://www.rfc-editor.org/rfc/rfc3464), or that the
 * customer calls it spam (https://www.rfc-editor.org/rfc/rfc5965), which is a no to any further one. Undefined where the
 * mail is no such report. Anybody can write a report: one that a mail came back counts by the id of it, which nobody else
 * knows, a complaint only from SES itself.
 */
export function reportOf(mail: Email, { verdicts }: MailReceipt): Report | undefined {
  const part = (...types: string[]) => mail.attachments.find(({ mimeType }) => types.includes(mimeType));
  const text = (...types: string[]) => {
    const found = part(...types);
    return found && bytesOf(found).toString('utf8', 0, longest);
  };
  const original = fieldsOf(
    text('message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers', 'message/global')?.split(/\r?\n\r?\n/)[0],
  );
  const delivery = text('message/delivery-status', 'message/global-delivery-status');
  if (delivery !== undefined) return deliveryOf(delivery, original);
  const complaint = text('message/feedback-report');
  if (complaint === undefined) return undefined;
  const isOfSes = verdicts.dmarc === 'PASS' && /[@.]amazonses\.com$/.test(plainAddress(mail.from?.address) ?? '');
  return isOfSes ? complaintOf(complaint, original) : { ignored: 'complaint that is not from SES' };
}

/** Bytes of a part that are read: what is told of a mail stands at its beginning. */
const longest = 65_536;

type Fields = Map<string, string>;

function deliveryOf(text: string, original: Fields): Report {
  const recipients = text.split(/\r?\n\r?\n/).map(fieldsOf);
  const about = recipients.find((fields) => settled.has(actionOf(fields)));
  const status = about && settled.get(actionOf(about));
  if (!about || !status) return { ignored: 'delivery report without an end' };
  const messageId = ourId(original.get('message-id'));
  const sender = customerOf(original) ?? addressIn(about.get('final-recipient'));
  if (!messageId || !sender) return { ignored: 'delivery report on a mail that is not ours' };
  return { sender, event: { type: 'receipt', messageId, status, ...(status === 'failed' && faultOf(about)) } };
}

const settled = new Map<string, 'failed' | 'delivered'>([
  ['failed', 'failed'],
  ['delivered', 'delivered'],
]);

const actionOf = (fields: Fields) => (fields.get('action') ?? '').split(/[\s(;]/)[0]?.toLowerCase() ?? '';

function faultOf(fields: Fields): { reason: string; remedy?: string } {
  const code = /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0];
  const said = fields.get('diagnostic-code')?.replace(/^\s*[\w-]+\s*;\s*/, '');
  const reason = shorten([code, said].filter(Boolean).join(' ') || 'the mail came back without a reason', 300);
  const remedy = code && remedies[code.slice(2)];
  return { reason, ...(remedy && { remedy }) };
}

/** By the subject and detail of the status: https://www.rfc-editor.org/rfc/rfc3463 */
const remedies: Record<string, string> = {
  '1.1': 'Ask the customer for the right address: there is no such address.',
  '1.2': 'Ask the customer for the right address: there is no such domain.',
  '1.10': 'Ask the customer for another address: the domain takes no mail.',
  '2.1': 'Write on another channel: the mailbox is closed.',
  '2.2': 'Write again later: the mailbox is full.',
  '2.3': 'Send a smaller file, or a link to it: the mail is too large for this mailbox.',
  '3.4': 'Send a smaller file, or a link to it: the mail is too large for this server.',
  '4.7': 'Check the address, or write again later: the server could not be reached for days.',
  '7.1': "Check SPF, DKIM and DMARC of our domain: the customer's server refuses our mail.",
  '7.26': 'Set up SPF, DKIM and DMARC for our domain: our mail is not authenticated.',
};

function complaintOf(text: string, original: Fields): Report {
  const sender = customerOf(original) ?? addressIn(fieldsOf(text).get('original-rcpt-to'));
  return sender ? { sender, event: { type: 'left' } } : { ignored: 'complaint that names nobody' };
}

/** A mail to a Reply-To names its thread beside. */
const customerOf = (original: Fields) => addressIn(original.get(threadHeader.toLowerCase()) ?? original.get('to'));

/** SES makes its id of a mail the Message-ID: `<id@email.amazonses.com>`, or with the region before the domain. */
const ourId = (header: string | undefined) => /<([^<>@\s]+)@[a-z0-9-]+\.amazonses\.com>/i.exec(header ?? '')?.[1];

const addressIn = (field: string | undefined) =>
  plainAddress(/<([^<>\s]+)>/.exec(field ?? '')?.[1] ?? field?.replace(/^\s*rfc822\s*;/i, ''));

/** Header fields by their names in lower case, the first of a name counting. */
function fieldsOf(text = ''): Fields {
  const fields: Fields = new Map();
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (name && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}
