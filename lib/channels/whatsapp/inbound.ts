import { Permanent } from '../../errors.ts';
import type { Content, Proof } from '../../message.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { parseForm } from '../shared/form.ts';
import { ignored, receivedOf } from '../shared/received.ts';
import { mediaOf, messagesIn, optOutOf, phoneProof, readReceipt, required } from '../shared/twilio-webhook.ts';

/**
 * Reads a message, a pressed button, an opt-out or a status callback. Twilio states no time, so `at` is the hour of
 * arrival. https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export function receive(request: WebhookRequest, account: string): Received {
  const form = parseForm(request.body);
  if (!form.has('MessageSid')) return ignored(form.get('EventType') || 'other');
  const about = { channel: 'whatsapp', account, outboundId: request.query.message };
  return readReceipt(form, about, (receipt) => senderIn(receipt, 'To')) ?? saidOf(form, account);
}

function saidOf(form: URLSearchParams, account: string): Received {
  const sid = required(form, 'MessageSid');
  const sender = senderIn(form, 'From');
  const name = form.get('ProfileName');
  const happened = {
    thread: { channel: 'whatsapp', account, sender },
    at: Date.now(),
    ...(name && { profile: { name } }),
    ...proofOf(sender, form),
  };
  const optOut = optOutOf(form);
  if (optOut) return { events: [{ ...happened, type: optOut, id: sid }], ignored: [] };
  const choice = choiceOf(form);
  if (choice) return { events: [{ ...happened, ...choice, id: sid, messageId: sid }], ignored: [] };
  const messages = messagesIn(sid, contentsOf(form), happened);
  return receivedOf(messages, `message ${form.get('MessageType') || 'without content'}`);
}

/**
 * Whom a form is about: by the business-scoped id (BSUID), which a person keeps who hides the number behind a username,
 * else by the address in the field `name`. https://www.twilio.com/docs/whatsapp/key-concepts
 */
const senderIn = (form: URLSearchParams, name: string): string =>
  addressIn(form, 'ExternalUserId') ?? addressIn(form, name) ?? required(form, name);

const addressIn = (form: URLSearchParams, name: string) => form.get(name)?.replace(/^whatsapp:/, '') || undefined;

function proofOf(sender: string, form: URLSearchParams): { proves?: Proof[] } {
  const phone = phoneProof(addressIn(form, 'From') ?? '') ?? phoneProof(`+${form.get('WaId')}`);
  const bsuid: Proof[] = /^[A-Z]{2}\.[A-Za-z0-9.]+$/.test(sender) ? [`bsuid:${sender}`] : [];
  const proves = [...(phone ? [phone] : []), ...bsuid];
  return proves.length > 0 ? { proves } : {};
}

/** A pressed button or a row of a list; a button of an old template has a text and no payload. */
function choiceOf(form: URLSearchParams) {
  const optionId = form.get('ButtonPayload') || form.get('ListId') || form.get('ButtonText');
  if (!optionId) return undefined;
  const text = form.get('ButtonText') || form.get('ListTitle') || form.get('Body');
  return { type: 'choice' as const, optionId, ...(text && { text }) };
}

function contentsOf(form: URLSearchParams): Content[] {
  if (form.has('Latitude')) return [locationOf(form)];
  const reacted = form.get('MessageType') === 'reaction' && form.get('OriginalRepliedMessageSid');
  if (reacted) return [{ type: 'reaction', messageId: reacted, emoji: form.get('Body') ?? '' }];
  const media = mediaOf(form);
  const text = form.get('Body');
  return media.length === 0 && text ? [{ type: 'text', text }] : media;
}

function locationOf(form: URLSearchParams): Content {
  const [name, address] = [form.get('Label'), form.get('Address')];
  const place = { ...(name && { name }), ...(address && { address }) };
  return { type: 'location', latitude: degrees(form, 'Latitude'), longitude: degrees(form, 'Longitude'), ...place };
}

function degrees(form: URLSearchParams, name: string): number {
  const value = Number(required(form, name));
  if (Number.isFinite(value)) return value;
  throw new Permanent(`the form's ${name} is no number`);
}
