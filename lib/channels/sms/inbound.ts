import type { Content } from '../../message.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { parseForm } from '../shared/form.ts';
import { ignored } from '../shared/received.ts';
import { mediaOf, messagesIn, optOutOf, phoneProof, readReceipt, required } from '../shared/twilio-webhook.ts';

/**
 * Reads a message, an opt-out or a status callback. Twilio states no time, so `at` is the hour of arrival.
 * https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export function receive(request: WebhookRequest, account: string): Received {
  const form = parseForm(request.body);
  if (!form.has('MessageSid')) return ignored(form.get('EventType') || 'other');
  const about = { channel: 'sms', account, outboundId: request.query.message };
  return readReceipt(form, about, (receipt) => required(receipt, 'To')) ?? saidOf(form, account);
}

function saidOf(form: URLSearchParams, account: string): Received {
  const sid = required(form, 'MessageSid');
  const sender = required(form, 'From');
  const proof = phoneProof(sender);
  const happened = { thread: { channel: 'sms', account, sender }, at: Date.now(), ...(proof && { proves: [proof] }) };
  const optOut = optOutOf(form);
  if (optOut) return { events: [{ ...happened, type: optOut, id: sid }], ignored: [] };
  const media = mediaOf(form);
  const text: Content = { type: 'text', text: form.get('Body') ?? '' };
  return { events: messagesIn(sid, media.length > 0 ? media : [text], happened), ignored: [] };
}
