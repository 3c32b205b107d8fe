import type { Received, WebhookRequest } from '../channel.ts';
import { receiveMessaging } from '../shared/meta-messaging.ts';

/**
 * Reads a webhook of pages, which may hold many people's messages: see `receiveMessaging`.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events
 */
export const receive = (request: WebhookRequest, account: string, settings?: { pageId: string }): Received =>
  receiveMessaging(request, { channel: 'messenger', object: 'page', account, ours: settings?.pageId });
