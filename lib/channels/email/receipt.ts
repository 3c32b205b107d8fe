import * as z from 'zod';
import { Permanent } from '../../errors.ts';
import type { WebhookRequest } from '../channel.ts';
import { hmac } from '../shared/hmac.ts';

/** What the mail server that took a mail says of it: PASS, FAIL, GRAY (nothing to judge by) or PROCESSING_FAILED. */
const verdict = z.string().optional();

const receiptShape = z.object({
  /** The mail server's own id of this delivery. */
  messageId: z.string().min(1).max(250),
  /** When it came, in epoch milliseconds. */
  at: z.int().nonnegative(),
  /** Whom it was delivered to (the envelope), of our addresses. */
  recipients: z.array(z.string()),
  /** Who handed it in (the envelope); empty for bounces and many automatic replies. */
  returnPath: z.string().optional(),
  verdicts: z.object({ spf: verdict, dkim: verdict, dmarc: verdict, spam: verdict, virus: verdict }),
  /** What the sender's domain asks for where DMARC fails: none, quarantine or reject. */
  dmarcPolicy: z.string().optional(),
  /** Where in S3 the mail is kept whole, if it is: only then can its files be fetched. */
  stored: z.object({ region: z.string(), bucket: z.string(), key: z.string() }).optional(),
});

/** How a mail reached us, told by the server that took it, as the header `x-seaway-receipt`: JSON in Base64. */
export type MailReceipt = z.infer<typeof receiptShape>;

export const headers = {
  receipt: 'x-seaway-receipt',
  timestamp: 'x-seaway-timestamp',
  signature: 'x-seaway-mail-signature',
} as const;

/** The headers with which a mail server posts a raw mail to the webhook; `now` is epoch milliseconds. */
export function signedMail(raw: Buffer, receipt: MailReceipt, signingKey: string, now: number): Record<string, string> {
  const encoded = Buffer.from(JSON.stringify(receipt)).toString('base64');
  const timestamp = String(Math.floor(now / 1000));
  return {
    [headers.receipt]: encoded,
    [headers.timestamp]: timestamp,
    [headers.signature]: mailSignature(raw, { timestamp, receipt: encoded }, signingKey),
  };
}

/** HMAC-SHA256, in hex, of the timestamp (epoch seconds), the receipt and the raw mail, joined by dots. */
export const mailSignature = (
  raw: Buffer,
  { timestamp, receipt }: { timestamp: string; receipt: string },
  signingKey: string,
): string => hmac('sha256', signingKey, Buffer.concat([Buffer.from(`${timestamp}.${receipt}.`), raw]), 'hex');

/** The receipt of a verified request; throws Permanent naming what of it does not fit. */
export function readReceipt({ headers: given }: WebhookRequest): MailReceipt {
  const read = receiptShape.safeParse(jsonOf(given[headers.receipt] ?? ''));
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'receipt'}: ${message}`);
  throw new Permanent(`the ${headers.receipt} header has not the documented shape: ${faults.join('; ')}`);
}

function jsonOf(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
