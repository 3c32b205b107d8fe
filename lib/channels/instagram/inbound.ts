import type { Received, WebhookRequest } from '../channel.ts';
import { receiveMessaging } from '../shared/meta-messaging.ts';

/**
 * Reads a webhook of Instagram, which may hold many people's messages: see `receiveMessaging`. Echoes carry no mark of ours:
 * those of our own messages are known by the id that `send` gave.
 * https://developers.facebook.com/documentation/instagram-platform/webhooks/examples
 */
export const receive = (request: WebhookRequest, account: string): Received =>
  receiveMessaging(request, { channel: 'instagram', object: 'instagram', account });
