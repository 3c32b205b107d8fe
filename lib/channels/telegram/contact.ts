import type { Content } from '../../message.ts';

/**
 * A contact by its first phone, the others and the e-mail addresses in a vCard of 2048 bytes at most; undefined where it has
 * no phone. https://core.telegram.org/bots/api#sendcontact
 */
export function contactCall({ name, phones, emails }: Extract<Content, { type: 'contact' }>) {
  const [phone] = phones;
  if (!phone || !name.trim()) return undefined;
  const parameters = { phone_number: phone, first_name: name };
  if (phones.length + emails.length === 1) return { method: 'sendContact', parameters };
  const vcard = cardOf(name, phones, emails);
  return Buffer.byteLength(vcard) > 2048 ? undefined : { method: 'sendContact', parameters: { ...parameters, vcard } };
}

/** https://www.rfc-editor.org/rfc/rfc2426 */
function cardOf(name: string, phones: string[], emails: string[]): string {
  const lines = [
    ...phones.map((phone) => `TEL:${escaped(phone)}`),
    ...emails.map((email) => `EMAIL:${escaped(email)}`),
  ];
  return ['BEGIN:VCARD', 'VERSION:3.0', `N:${escaped(name)};;;;`, `FN:${escaped(name)}`, ...lines, 'END:VCARD'].join(
    '\r\n',
  );
}

const escaped = (text: string) => text.replace(/[\\,;]/g, '\\$&').replace(/\r?\n/g, '\\n');
