import { randomUUID } from 'node:crypto';
import type { Http } from '../../http.ts';
import type { Signal } from '../../message.ts';
import { isSuccess } from '../shared/answer.ts';
import { googleRefusal } from '../shared/google-refusal.ts';
import type { ServiceAccount } from '../shared/google-token.ts';
import { call, representative } from './api.ts';

/** https://developers.google.com/business-communications/business-messages/reference/rest/v1/conversations.events/create */
export async function signal({ type, thread, messageId = '' }: Signal, account: ServiceAccount, http: Http) {
  const conversation = encodeURIComponent(thread.sender);
  const typing = {
    method: 'POST',
    path: `${conversation}/events?eventId=${randomUUID()}`,
    body: { eventType: 'TYPING_STARTED', representative },
  } as const;
  const read = {
    method: 'PATCH',
    path: `${conversation}/messages/${encodeURIComponent(messageId)}/receipt`,
    body: { receiptType: 'READ' },
  } as const;
  const response = await call(type === 'typing' ? typing : read, account, http);
  if (!isSuccess(response)) throw googleRefusal('Google Business Messages', response, { what: 'the event' });
}
