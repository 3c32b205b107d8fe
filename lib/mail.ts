import * as z from 'zod';
import { isOneOf } from './channels/email/addresses.ts';
import { email, emailSettings } from './channels/email/index.ts';
import { signedMail } from './channels/email/receipt.ts';
import { Permanent } from './errors.ts';
import type { Http } from './http.ts';
import { type Reception, takeWebhook } from './webhook.ts';

/** Where SES keeps the mails that it takes for us, and whose addresses are ours. */
export type MailRoom = {
  accounts: readonly { channel: string; account: string; address?: string }[];
  region: string;
  bucket: string;
  http: Http;
  /** Epoch milliseconds. */
  now(): number;
};

/** SES takes mails of 40 MB. */
const largest = 41 * 1024 * 1024;

/** The folder of the bucket that the receipt rules keep mails in, under SES's own ids. */
const folder = 'mail/';

const verdict = z.object({ status: z.string() }).transform(({ status }) => status);
const recordShape = z.object({
  ses: z.object({
    mail: z.object({ messageId: z.string().regex(/^[\w.-]+$/), source: z.string().default('') }),
    receipt: z.object({
      timestamp: z.iso.datetime({ offset: true }).transform(Date.parse),
      recipients: z.array(z.string()),
      spfVerdict: verdict,
      dkimVerdict: verdict,
      dmarcVerdict: verdict,
      spamVerdict: verdict,
      virusVerdict: verdict,
      dmarcPolicy: z.string().optional(),
    }),
  }),
});

/**
 * Takes a mail of which SES tells us by a receipt rule: read from the bucket, signed, and handed in at the same door as every
 * webhook. Throws where the mail or the queue cannot be had, so that Lambda tries it again.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html
 */
export async function takeMail(reception: Reception, room: MailRoom, record: unknown): Promise<void> {
  const { mail, receipt } = recordShape.parse(record).ses;
  const addressed = room.accounts.filter(
    ({ channel, address }) => channel === email.name && address !== undefined && isOneOf(address, receipt.recipients),
  );
  if (addressed.length === 0) {
    reception.count('unknown_account');
    reception.log('a mail is for none of our addresses', { messageId: mail.messageId });
  }
  const stored = { region: room.region, bucket: room.bucket, key: folder + mail.messageId };
  const told = {
    messageId: mail.messageId,
    at: receipt.timestamp,
    recipients: receipt.recipients,
    returnPath: mail.source,
    verdicts: {
      spf: receipt.spfVerdict,
      dkim: receipt.dkimVerdict,
      dmarc: receipt.dmarcVerdict,
      spam: receipt.spamVerdict,
      virus: receipt.virusVerdict,
    },
    ...(receipt.dmarcPolicy && { dmarcPolicy: receipt.dmarcPolicy }),
    stored,
  };
  const url = `email:${stored.region}/${stored.bucket}/${stored.key}#0`;
  for (const { channel, account } of addressed) {
    const secret = await reception.secret(channel, account);
    const { body } = await email.connect(secret).fetch(url, room.http);
    const headers = signedMail(body, told, emailSettings.parse(secret).signingKey, room.now());
    // A mail may be larger than a queue message: what cannot be read is found by its address.
    const bury = (_: string, reason: string) => reception.bury(JSON.stringify({ channel, account, mail: url }), reason);
    const request = { method: 'POST', url, headers, query: {}, body };
    const { status } = await takeWebhook({ ...reception, largest, bury }, { channel, account }, request);
    if (status !== 200) throw new Permanent(`our own door answered ${status} to the mail ${mail.messageId}`);
  }
}
