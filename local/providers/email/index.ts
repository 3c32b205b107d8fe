import { randomUUID } from 'node:crypto';
import { isOneOf } from '../../../lib/channels/email/addresses.ts';
import { parseMail } from '../../../lib/channels/email/parse.ts';
import { type MailReceipt, signedMail } from '../../../lib/channels/email/receipt.ts';
import { type ApiAnswer, type ApiCall, jsonOf, postWebhook, Refused, serveApi } from '../api.ts';
import { openPhones } from '../phones.ts';
import type { Profile, Provider, ProviderOptions, Says } from '../provider.ts';
import { openReports } from '../reports.ts';
import { standIn } from '../stand-in.ts';
import { type Answered, customerMail, reportMail, sesMail } from './letters.ts';
import { type Kept, startMailbox } from './mailbox.ts';
import { management } from './management.ts';
import { type Fault, isAddress, region, requestFault, sendRequest, signatureFault, sizeFault } from './rules.ts';
import { rawOf, seen } from './screen.ts';
import { startSmtp } from './smtp.ts';

const secret = {
  region,
  from: 'support@seaway.example',
  name: 'Seaway Support',
  signingKey: 'the signing key of a laptop, with 32 characters and more',
};

type EmailOptions = ProviderOptions & {
  /** The port at which any mail program may hand in mail; a free one unless given. */
  smtp?: number;
  /** Takes a mail the way of SES, kept and then told; without it mails are posted to the webhook, and their files are gone. */
  take?: (raw: Buffer, receipt: MailReceipt) => Promise<void>;
};

/** `mailbox` is the address of a page that shows what we sent, `smtp` the port for mail programs. */
export type EmailStandIn = Provider & { mailbox: string; smtp: number };

/**
 * Mail: the sending API of Amazon SES, a mail server for any mail program, a page with what we sent, and the customers. A
 * sender is an address; SES's own for tests, bounce@ and complaint@simulator.amazonses.com, do as they are called.
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 */
export async function startEmail(options: EmailOptions): Promise<EmailStandIn> {
  const phones = openPhones();
  const mails: Kept[] = [];
  const answerable = new Map<string, Answered>();
  const api = await serveApi(options, answer);
  const reports = openReports(api.refusals);
  const mailbox = await startMailbox(mails);
  const isOurs = (address: string) => isOneOf(address, [secret.from]);
  const smtp = await startSmtp({ port: options.smtp ?? 0, isOurs }, async (raw, { from, recipients }) => {
    await shownMail(raw);
    const { status, body } = await deliver(raw, from, recipients);
    if (status >= 300) throw new Error(`the webhook answered ${status}: ${body}`);
  });

  async function answer(call: ApiCall): Promise<ApiAnswer> {
    const fault = signatureFault(call);
    if (fault) refuse(fault);
    const managed = management(call, secret.from);
    if (managed) return managed;
    if (call.method === 'POST' && call.path === '/v2/email/outbound-emails') return send(call.body);
    return refuse({ status: 404, type: 'UnknownOperationException', message: 'There is no such operation' });
  }

  async function send(body: Buffer): Promise<ApiAnswer> {
    const read = sendRequest.safeParse(jsonOf(body));
    if (!read.success) return refuse({ status: 400, type: 'BadRequestException', message: read.error.message });
    const [to = ''] = read.data.Destination.ToAddresses;
    const fault = requestFault(read.data, secret.from);
    if (fault) return refuse(fault, to);
    const id = sesId();
    const messageId = `<${id}@email.amazonses.com>`;
    const raw = await sesMail(read.data, messageId);
    const tooLarge = sizeFault(raw);
    if (tooLarge) return refuse(tooLarge, to);
    const mail = await parseMail(raw);
    const at = Date.now();
    mails.push({ id, at, to, raw, mail });
    const look = seen(mail, api.keep);
    phones.show(to, { id, from: 'business', ...look, raw: rawOf(raw) });
    const head = raw.toString('latin1').split('\r\n\r\n')[0] ?? '';
    answerable.set(to, { messageId, subject: mail.subject ?? '', text: look.text, at, head });
    const [, kind] = /^(bounce|complaint)@simulator\.amazonses\.com$/.exec(to) ?? [];
    if (kind === 'bounce' || kind === 'complaint') {
      const told = reportMail({ to, from: secret.from, head, kind });
      reports.tell(to, [told], (raw) => deliver(raw, '', [secret.from]));
    }
    return { status: 200, body: { MessageId: id } };
  }

  async function say(sender: string, says: Says, profile: Profile = {}) {
    if (!isAddress(sender)) throw new Error(`${sender} is no e-mail address`);
    const answered = answerable.get(sender);
    const from = { from: sender, to: secret.from };
    if (says.type === 'leave') {
      const complaint = reportMail({ to: sender, from: secret.from, head: answered?.head, kind: 'complaint' });
      return deliver(complaint, '', [secret.from]);
    }
    if (says.type !== 'text' && says.type !== 'file') throw new Error(`nobody can do this by e-mail: ${says.type}`);
    const written = says.type === 'text' ? { text: says.text } : { file: says };
    const raw = await customerMail({ ...from, profile, answered, ...written });
    await shownMail(raw, says.type === 'text' ? says.text : '');
    return deliver(raw, sender, [secret.from]);
  }

  /** Shows a customer their own mail, without the quote where it is known what they wrote. */
  async function shownMail(raw: Buffer, text?: string): Promise<void> {
    const mail = await parseMail(raw);
    const look = seen(mail, api.keep);
    const sender = mail.from?.address?.toLowerCase() ?? '';
    phones.show(sender, { id: randomUUID(), from: 'customer', ...look, text: text ?? look.text, raw: rawOf(raw) });
  }

  /** Nobody on this laptop writes in another's name: every mail has passed. */
  async function deliver(raw: Buffer, returnPath: string, recipients: string[]) {
    const verdicts = { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', spam: 'PASS', virus: 'PASS' };
    const receipt = { messageId: sesId(), at: Date.now(), recipients, returnPath, verdicts };
    if (options.take) {
      await options.take(raw, receipt);
      return { status: 200, body: '' };
    }
    const signed = signedMail(raw, receipt, secret.signingKey, Date.now());
    return postWebhook(options.webhook, { 'content-type': 'message/rfc822', ...signed }, raw);
  }

  const provider = standIn({
    channel: 'email',
    addresses: [`https://email.${region}.amazonaws.com`],
    secret,
    can: ['text', 'file', 'leave'],
    say,
    phones,
    api,
    async end() {
      await reports.settled();
      await Promise.all([smtp.close(), mailbox.close()]);
    },
  });
  return Object.assign(provider, { mailbox: mailbox.origin, smtp: smtp.port });
}

const sesId = () => `0100${Date.now().toString(16)}-${randomUUID()}-000000`;

function refuse({ status, type, message }: Fault, sender?: string): never {
  throw new Refused(
    { status, headers: { 'x-amzn-errortype': type }, body: { message } },
    `${type}: ${message}`,
    sender,
  );
}
