import type { Email } from 'postal-mime';
import { isOneOf } from './addresses.ts';
import { headerValues } from './parse.ts';
import type { MailReceipt } from './receipt.ts';

/**
 * Why nobody may answer a mail: it was written by a program, to a list or by ourselves, and an answer could be answered
 * without end. Undefined where a person seems to have written it. https://www.rfc-editor.org/rfc/rfc3834
 */
export function unanswerable(mail: Email, sender: string, { recipients, returnPath }: MailReceipt): string | undefined {
  const values = (name: string) => headerValues(mail, name).map((value) => value.trim().toLowerCase());
  const has = (name: string) => values(name).length > 0;
  if ([sender, ...values('x-loop')].some((address) => isOneOf(address, recipients))) return 'mail of our own';
  if (values('auto-submitted').some((value) => !value.startsWith('no'))) return 'automatic mail';
  if (values('x-auto-response-suppress').some((value) => /\b(all|autoreply)\b/.test(value))) return 'automatic mail';
  if (['x-autoreply', 'x-autorespond', 'x-autoresponse'].some(has)) return 'automatic mail';
  if (values('precedence').some((value) => /^(bulk|junk|auto_reply)/.test(value))) return 'bulk mail';
  if (has('list-id') || has('list-post') || values('precedence').includes('list')) return 'mailing list';
  if ([returnPath, ...values('return-path')].some((path) => path !== undefined && /^\s*(<\s*>)?\s*$/.test(path)))
    return 'automatic mail';
  return /^(mailer-daemon|postmaster)@/.test(sender) ? 'automatic mail' : undefined;
}

/** What its server found wrong with a mail, which then is kept out whole, or what the domain that it claims to be from did. */
export function refused({ verdicts, dmarcPolicy }: MailReceipt): string | undefined {
  if (verdicts.virus === 'FAIL') return 'virus';
  if (verdicts.spam === 'FAIL') return 'spam';
  return verdicts.dmarc === 'FAIL' && dmarcPolicy?.toLowerCase() === 'reject' ? 'forged sender' : undefined;
}
