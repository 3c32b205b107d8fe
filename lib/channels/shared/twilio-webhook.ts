import { Permanent } from '../../errors.ts';
import type { Content, Proof, Status, ThreadEvent } from '../../message.ts';
import type { Received } from '../channel.ts';
import { partId } from './parts.ts';
import { ignored } from './received.ts';
import { twilioFault } from './twilio-errors.ts';

/** The value of a field of a webhook's form; throws Permanent where it is missing or empty. */
export function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw new Permanent(`the form's ${name} is missing`);
  return value;
}

const statuses = new Map<string, Status>([
  ['accepted', 'queued'],
  ['scheduled', 'queued'],
  ['queued', 'queued'],
  ['sending', 'queued'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

/** What Twilio's word for a message's status means with us; undefined for one that we do not know. */
export const receiptStatus = (said: string): Status | undefined => statuses.get(said);

/**
 * Reads a status callback of a message that went to `senderOf` its form, or gives undefined where the form is no such
 * one. `outboundId` is what our callback address says of it. Twilio states no time, so `at` is the hour of arrival.
 * https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
export function readReceipt(
  form: URLSearchParams,
  { channel, account, outboundId }: { channel: string; account: string; outboundId: string | undefined },
  senderOf: (form: URLSearchParams) => string,
): Received | undefined {
  const said = form.get('MessageStatus');
  if (said === null || said === 'received') return undefined;
  const status = receiptStatus(said);
  if (!status) return ignored(`status ${said}`);
  const messageId = required(form, 'MessageSid');
  const thread = { channel, account, sender: senderOf(form) };
  const receipt = { thread, at: Date.now(), messageId, status, ...(outboundId && { outboundId }) };
  const fault = twilioFault(form.get('ErrorCode'), form.get('ErrorMessage') ?? `Twilio says ${said}`);
  return { events: [{ type: 'receipt', id: `${messageId}/${said}`, ...receipt, ...fault }], ignored: [] };
}

const optOuts = new Map<string | null, 'left' | 'joined'>([
  ['STOP', 'left'],
  ['START', 'joined'],
]);

/**
 * Whether a message is the keyword by which a customer opts out or in again.
 * https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
 */
export const optOutOf = (form: URLSearchParams): 'left' | 'joined' | undefined => optOuts.get(form.get('OptOutType'));

/** One content for each medium of a message, the text being the first one's caption. */
export function mediaOf(form: URLSearchParams): Content[] {
  const text = form.get('Body');
  const contents: Content[] = [];
  for (let index = 0; form.has(`MediaUrl${index}`); index++) {
    const mediaType = form.get(`MediaContentType${index}`) ?? 'application/octet-stream';
    const caption = index === 0 && text ? { caption: text } : {};
    contents.push({ type: 'media', url: required(form, `MediaUrl${index}`), mediaType, ...caption });
  }
  return contents;
}

/** A message for each content of one SID: the first has the SID itself for its id. */
export const messagesIn = (
  sid: string,
  contents: Content[],
  happened: Pick<ThreadEvent, 'thread' | 'at' | 'proves' | 'profile'>,
): ThreadEvent[] =>
  contents.map((content, index) => {
    const id = partId(sid, index);
    return { ...happened, type: 'message', id, messageId: id, content };
  });

/** A number in full proves itself; a short code or a name does not. */
export function phoneProof(address: string): Proof | undefined {
  const digits = /^\+([1-9]\d{6,14})$/.exec(address)?.[1];
  return digits ? `phone:+${digits}` : undefined;
}
