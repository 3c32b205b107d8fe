import { Permanent } from '../../errors.ts';
import type { Content, Proof, Status, ThreadEvent } from '../../message.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { parseForm } from '../shared/form.ts';
import { twilioErrors } from '../shared/twilio-errors.ts';

/**
 * Reads a message, an opt-out or a status callback. Twilio states no time, so `at` is the hour of arrival.
 * https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export function receive(request: WebhookRequest, account: string): Received {
  const form = parseForm(request.body);
  if (!form.has('MessageSid')) return { events: [], ignored: [form.get('EventType') || 'other'] };
  const status = form.get('MessageStatus');
  if (status !== null && status !== 'received') return receiptOf(form, status, account, request.query.message);
  return { events: saidOf(form, account), ignored: [] };
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

function receiptOf(form: URLSearchParams, said: string, account: string, outboundId: string | undefined): Received {
  const status = statuses.get(said);
  if (!status) return { events: [], ignored: [`status ${said}`] };
  const messageId = required(form, 'MessageSid');
  const thread = { channel: 'sms', account, sender: required(form, 'To') };
  const code = form.get('ErrorCode');
  const event: ThreadEvent = { type: 'receipt', id: `${messageId}/${said}`, thread, at: Date.now(), messageId, status };
  if (outboundId) event.outboundId = outboundId;
  if (code)
    event.reason = `${code}: ${twilioErrors[code]?.meaning ?? form.get('ErrorMessage') ?? `Twilio says ${said}`}`;
  return { events: [event], ignored: [] };
}

const optOuts = new Map<string | null, 'left' | 'joined'>([
  ['STOP', 'left'],
  ['START', 'joined'],
]);

function saidOf(form: URLSearchParams, account: string): ThreadEvent[] {
  const sid = required(form, 'MessageSid');
  const sender = required(form, 'From');
  const happened = { thread: { channel: 'sms', account, sender }, at: Date.now(), ...proofOf(sender) };
  const optOut = optOuts.get(form.get('OptOutType'));
  if (optOut) return [{ ...happened, type: optOut, id: sid }];
  return contentsOf(form).map((content, index) => {
    const id = index === 0 ? sid : `${sid}/${index}`;
    return { ...happened, type: 'message', id, messageId: id, content };
  });
}

/** One content for each medium, the text being the first one's caption. */
function contentsOf(form: URLSearchParams): Content[] {
  const text = form.get('Body') ?? '';
  const contents: Content[] = [];
  for (let index = 0; form.has(`MediaUrl${index}`); index++) {
    const mediaType = form.get(`MediaContentType${index}`) ?? 'application/octet-stream';
    const caption = index === 0 && text ? { caption: text } : {};
    contents.push({ type: 'media', url: required(form, `MediaUrl${index}`), mediaType, ...caption });
  }
  return contents.length > 0 ? contents : [{ type: 'text', text }];
}

/** A number in full proves itself; a short code or a name does not. */
function proofOf(sender: string): { proves?: Proof[] } {
  const digits = /^\+([1-9]\d{6,14})$/.exec(sender)?.[1];
  return digits ? { proves: [`phone:+${digits}`] } : {};
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw new Permanent(`the form's ${name} is missing`);
  return value;
}
