import type { Received, WebhookRequest } from '../channel.ts';
import { receiveMessaging } from '../shared/meta-messaging.ts';

/** Reads a webhook of pages, which may hold many people's messages: see `receiveMessaging`. */
export const receive = (request: WebhookRequest, account: string): Received =>
  receiveMessaging(request, { channel: 'messenger', object: 'page', account });
