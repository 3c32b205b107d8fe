import type { Proof, ThreadEvent } from '../../message.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { parseForm } from '../shared/form.ts';
import { ignored, receivedOf } from '../shared/received.ts';
import { twilioFault } from '../shared/twilio-errors.ts';
import { messagesIn, phoneProof, receiptStatus, required } from '../shared/twilio-webhook.ts';
import { contentsOf } from './content.ts';
import { isOwn } from './own.ts';

/**
 * Reads a post-action webhook, which is one event of one conversation; the conversation is the sender.
 * https://www.twilio.com/docs/conversations-classic/conversations-webhooks
 */
export function receive(request: WebhookRequest, account: string, settings?: { serviceSid: string }): Received {
  const form = parseForm(request.body);
  const service = form.get('ChatServiceSid');
  // The webhooks of a whole account tell of every service.
  if (settings && service && service !== settings.serviceSid) return ignored('conversation of another service');
  const type = form.get('EventType') || 'other';
  return receivedOf(readersOf(type)?.(form, account) ?? [], type);
}

type Reader = (form: URLSearchParams, account: string) => ThreadEvent[];

function readersOf(type: string): Reader | undefined {
  switch (type) {
    case 'onMessageAdded':
      return addedOf;
    case 'onMessageUpdated':
      return updatedOf;
    case 'onMessageRemoved':
      return removedOf;
    case 'onDeliveryUpdated':
      return receiptOf;
    case 'onConversationAdded':
      return begunOf;
    case 'onConversationStateUpdated':
      return (form, account) => (form.get('StateTo') === 'closed' ? endedOf(form, account) : []);
    case 'onConversationRemoved':
      return endedOf;
    case 'onParticipantAdded':
      return (form, account) => memberOf(form, account, 'joined');
    case 'onParticipantRemoved':
      return (form, account) => memberOf(form, account, 'left');
    default:
      return undefined;
  }
}

/**
 * Our own message is nothing new; what another program wrote by the API is the business's, anything else a customer's.
 */
function addedOf(form: URLSearchParams, account: string): ThreadEvent[] {
  if (isOwn(form.get('Attributes'))) return [];
  const sid = required(form, 'MessageSid');
  const messages = messagesIn(sid, contentsOf(form), happened(form, account, 'DateCreated'));
  if (form.get('Source') !== 'API') return messages;
  return messages.flatMap((event) => (event.type === 'message' ? [{ ...event, type: 'echoed' as const }] : []));
}

function updatedOf(form: URLSearchParams, account: string): ThreadEvent[] {
  const [content] = contentsOf(form);
  if (!content || isOwn(form.get('Attributes')) || form.get('Source') === 'API') return [];
  const messageId = required(form, 'MessageSid');
  const id = `${messageId}/${required(form, 'DateUpdated')}`;
  return [{ ...happened(form, account, 'DateUpdated'), type: 'edited', id, messageId, content }];
}

function removedOf(form: URLSearchParams, account: string): ThreadEvent[] {
  const messageId = required(form, 'MessageSid');
  return [{ ...happened(form, account, 'DateRemoved'), type: 'deleted', id: `${messageId}/removed`, messageId }];
}

/** One participant got, read or did not get a message; in a group there is one such event for each of them. */
function receiptOf(form: URLSearchParams, account: string): ThreadEvent[] {
  const said = required(form, 'Status');
  const status = receiptStatus(said);
  if (!status) return [];
  const messageId = required(form, 'MessageSid');
  const id = `${required(form, 'DeliveryReceiptSid')}/${said}`;
  const code = form.get('ErrorCode');
  const fault = status === 'failed' ? twilioFault(code === '0' ? null : code, `Twilio says ${said}`) : {};
  return [{ ...happened(form, account, 'DateUpdated'), type: 'receipt', id, messageId, status, ...fault }];
}

/** Where a customer's message made the conversation, it is theirs alone, and their address is known to be theirs. */
function begunOf(form: URLSearchParams, account: string): ThreadEvent[] {
  const conversation = happened(form, account, 'DateCreated');
  const proof = form.has('MessagingBinding.AuthorAddress') ? undefined : proofOf(form);
  const id = `${conversation.thread.sender}/added`;
  return [{ ...conversation, type: 'joined', id, ...(proof && { proves: [proof] }) }];
}

function endedOf(form: URLSearchParams, account: string): ThreadEvent[] {
  const date = form.has('DateRemoved') ? 'DateRemoved' : 'StateUpdated';
  const conversation = happened(form, account, date);
  return [{ ...conversation, type: 'left', id: `${conversation.thread.sender}/ended ${form.get(date) ?? ''}` }];
}

/**
 * Who has an address comes by SMS or WhatsApp and is a customer; an identity alone may be anybody's, also an agent's.
 */
function memberOf(form: URLSearchParams, account: string, type: 'joined' | 'left'): ThreadEvent[] {
  if (!form.get('MessagingBinding.Address')) return [];
  const member = happened(form, account, type === 'joined' ? 'DateCreated' : 'DateRemoved');
  return [{ ...member, type, id: `${required(form, 'ParticipantSid')}/${type}` }];
}

/** `date` is the field that says when; an event without it happened now. */
function happened(form: URLSearchParams, account: string, date: string) {
  const at = Date.parse(form.get(date) ?? '');
  const sender = required(form, 'ConversationSid');
  return { thread: { channel: 'twilio-conversations', account, sender }, at: Number.isNaN(at) ? Date.now() : at };
}

const proofOf = (form: URLSearchParams): Proof | undefined =>
  phoneProof((form.get('MessagingBinding.Address') ?? '').replace(/^whatsapp:/, ''));
