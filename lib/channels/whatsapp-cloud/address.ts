import type { Proof } from '../../message.ts';

/**
 * Whether a sender is a business-scoped user id, by which WhatsApp names people who may hide their number; else it is the
 * digits of a number. https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */
export const isUserId = (sender: string): boolean => /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(sender);

/** The field in which a send names its recipient. */
export const recipientOf = (sender: string): { recipient: string } | { to: string } =>
  isUserId(sender) ? { recipient: sender } : { to: sender };

/** What WhatsApp vouches for: the numbers (digits, maybe with signs) and ids of a person, as far as they are told. */
export function proofsOf(...addresses: (string | undefined)[]): { proves?: Proof[] } {
  const proves = [...new Set(addresses)].flatMap((address = ''): Proof[] => {
    if (isUserId(address)) return [`bsuid:${address}`];
    const digits = address.replace(/[\s()+-]/g, '');
    return /^\d{6,15}$/.test(digits) ? [`phone:+${digits}`] : [];
  });
  return proves.length > 0 ? { proves } : {};
}
