import { setTimeout as delay } from 'node:timers/promises';
import { reasonOf } from '../../../lib/errors.ts';
import type { Lint } from '../../../lib/tasks/expression/evaluate.ts';
import type { Sender } from '../callbacks/sender.ts';
import type { Faults } from '../faults.ts';
import { type FlexState, type Message, serviceSid } from './model.ts';

/** Milliseconds that a webhook of Conversations may take. */
const timeout = 5_000;

/**
 * Tells a conversation's webhooks of each message, once and however it went, what comes by the API included.
 * https://www.twilio.com/docs/conversations-classic/conversations-webhooks
 */
export const createMessageCallbacks =
  (sender: Sender, faults: Faults, { accountSid, lint }: { accountSid: string; lint: Lint }) =>
  (...[conversation, message, source]: Parameters<FlexState['onMessage']>): void => {
    for (const { sid, url, filters } of conversation.webhooks) {
      if (!filters.includes('onMessageAdded')) continue;
      const about = { AccountSid: accountSid, ChatServiceSid: serviceSid, ConversationSid: conversation.sid };
      sender.track(tell(url, { ...about, WebhookSid: sid, Source: source, ...formOf(message) }));
    }

    async function tell(url: string, form: Record<string, string>): Promise<void> {
      const fault = faults.takeCallback('onMessageAdded');
      if (fault?.type === 'drop') return;
      if (fault?.type === 'delay') await delay(fault.ms);
      for (let times = fault?.type === 'duplicate' ? 2 : 1; times > 0; times--) {
        await sender.post(url, form, timeout).then(
          ({ status }) =>
            status >= 400 && lint(`the webhook of a conversation answered ${status}: its message is lost`),
          (error: unknown) => lint(`the webhook of a conversation could not be reached: ${reasonOf(error)}`),
        );
      }
    }
  };

const formOf = ({ sid, index, author, body, attributes, participantSid, date }: Message): Record<string, string> => ({
  EventType: 'onMessageAdded',
  MessageSid: sid,
  Index: String(index),
  Author: author,
  Body: body,
  Attributes: attributes,
  ...(participantSid !== null && { ParticipantSid: participantSid }),
  DateCreated: new Date(date).toISOString(),
  RetryCount: '0',
});
