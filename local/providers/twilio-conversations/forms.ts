import { createHash } from 'node:crypto';
import { sidOf } from '../twilio.ts';

type Form = Record<string, string>;

const now = () => new Date().toISOString();

export const isConversation = (sender: string): boolean => /^CH[0-9a-f]{32}$/.test(sender);

/** The number from which a conversation's customer writes, always the same one of those that are nobody's. */
function numberOf(sender: string): string {
  const digits = createHash('sha256').update(sender).digest().readUInt32BE() % 10_000;
  return `+44770090${String(digits).padStart(4, '0')}`;
}

/** A form as Twilio posts it: https://www.twilio.com/docs/conversations-classic/conversations-webhooks */
const form = (EventType: string, sender: string, fields: Form): Form => ({
  EventType,
  ConversationSid: sender,
  ChatServiceSid: 'IS00000000000000000000000000000003',
  MessagingServiceSid: 'MG00000000000000000000000000000003',
  RetryCount: '0',
  ...fields,
});

export const conversationAdded = (sender: string): Form =>
  form('onConversationAdded', sender, {
    DateCreated: now(),
    DateUpdated: now(),
    Attributes: '{}',
    State: 'active',
    'MessagingBinding.Address': numberOf(sender),
    'MessagingBinding.ProxyAddress': '+15005550007',
  });

export const conversationClosed = (sender: string): Form =>
  form('onConversationStateUpdated', sender, {
    StateFrom: 'active',
    StateTo: 'closed',
    StateUpdated: now(),
    Reason: 'API',
  });

export const messageAdded = (sender: string, sid: string, index: number, said: Form): Form =>
  form('onMessageAdded', sender, {
    MessageSid: sid,
    Index: String(index),
    Attributes: '{}',
    DateCreated: now(),
    Author: numberOf(sender),
    Source: 'SMS',
    ...said,
  });

export const messageChanged = (
  type: 'onMessageUpdated' | 'onMessageRemoved',
  sender: string,
  sid: string,
  said: Form,
) =>
  form(type, sender, {
    MessageSid: sid,
    Attributes: '{}',
    DateCreated: now(),
    DateUpdated: now(),
    Author: numberOf(sender),
    Source: 'SDK',
    ...(type === 'onMessageRemoved' && { DateRemoved: now() }),
    ...said,
  });

export const deliveryUpdated = (sender: string, sid: string, status: 'sent' | 'delivered' | 'read'): Form =>
  form('onDeliveryUpdated', sender, {
    MessageSid: sid,
    DeliveryReceiptSid: sidOf('DY'),
    ChannelMessageSid: sidOf('SM'),
    ParticipantSid: sidOf('MB'),
    Status: status,
    ErrorCode: '0',
    DateCreated: now(),
    DateUpdated: now(),
  });
