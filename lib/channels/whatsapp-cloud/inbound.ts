import * as z from 'zod';
import type { ThreadEvent } from '../../message.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { readJson, readValue } from '../shared/json.ts';
import { ignored } from '../shared/received.ts';
import { eventsOf, messageShape } from './event.ts';
import { receiptOf, statusShape } from './status.ts';

/**
 * Reads a webhook of WhatsApp Business accounts, which may hold messages of many people and what became of ours. Echoes are
 * what the business says in the WhatsApp Business app, never what we sent.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */
export function receive(request: WebhookRequest, account: string, settings?: { phoneNumberId: string }): Received {
  const { object, entry } = readJson(request.body, bodyShape);
  if (object !== 'whatsapp_business_account') return ignored(object || 'no object');
  const received: Received = { events: [], ignored: [] };
  for (const change of entry.flatMap(({ changes }) => changes))
    for (const read of readingsOf(change, account, settings?.phoneNumberId)) {
      if (typeof read === 'string') received.ignored.push(read);
      else received.events.push(read);
    }
  return received;
}

const bodyShape = z.object({
  object: z.string(),
  entry: z.array(z.object({ changes: z.array(z.object({ field: z.string().min(1), value: z.unknown() })) })),
});

const contact = z.object({
  profile: z.object({ name: z.string().optional() }).optional(),
  wa_id: z.string().optional(),
  user_id: z.string().optional(),
});

const valueShape = z.object({
  /** Of the number that it is about, of which an app may have several. */
  metadata: z.object({ phone_number_id: z.string().optional() }).optional(),
  contacts: z.array(contact).optional(),
  messages: z.array(messageShape).optional(),
  message_echoes: z.array(messageShape).optional(),
  statuses: z.array(statusShape).optional(),
  errors: z.array(z.unknown()).optional(),
});

/** The events of a change, and what to count of it instead; `ours` is the id of the account's number. */
function readingsOf(
  { field, value }: { field: string; value: unknown },
  account: string,
  ours: string | undefined,
): (ThreadEvent | string)[] {
  if (field !== 'messages' && field !== 'smb_message_echoes') return [field];
  const told = readValue(value, valueShape);
  const number = told.metadata?.phone_number_id;
  if (ours !== undefined && number !== undefined && number !== ours) return [`${field} of another number`];
  const { contacts = [], messages = [], message_echoes: echoes = [], statuses = [], errors = [] } = told;
  return [
    ...messages.flatMap((message) => {
      const named = contacts.find(
        ({ wa_id, user_id }) =>
          (user_id !== undefined && user_id === message.from_user_id) ||
          (wa_id !== undefined && wa_id === message.from),
      );
      return eventsOf(message, { account, name: named?.profile?.name, sender: message.from_user_id ?? message.from });
    }),
    ...echoes.flatMap((echo) => eventsOf(echo, { account, sender: echo.to_user_id ?? echo.to, echoed: true })),
    ...statuses.map((status) => receiptOf(status, account)),
    ...errors.map(() => 'errors'),
  ];
}
