import type { Content, Thread } from '../message.ts';
import { hexOf, threadKey } from '../thread.ts';

/**
 * What the customer said as the parameters of a Twilio messaging webhook, which is what Studio flows read
 * (`trigger.message.*`, `widgets.X.inbound.*`). https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export const parametersOf = (
  thread: Thread,
  messageId: string,
  content: Content,
  profileName: string | undefined,
): Record<string, string> => ({
  From: thread.sender,
  To: thread.account,
  MessageSid: messageId,
  NumMedia: '0',
  ChannelType: thread.channel,
  ChannelSid: `CH${hexOf(threadKey(thread))}`,
  ...(profileName !== undefined && { ProfileName: profileName }),
  ...said(content),
});

function said(content: Content): Record<string, string> {
  switch (content.type) {
    case 'text':
    case 'choices':
      return { Body: content.text };
    case 'media':
      return {
        Body: content.caption ?? '',
        NumMedia: '1',
        MediaUrl0: content.url,
        MediaContentType0: content.mediaType,
      };
    case 'location':
      return {
        Body: content.address ?? content.name ?? '',
        Latitude: String(content.latitude),
        Longitude: String(content.longitude),
        ...(content.address !== undefined && { Address: content.address }),
        ...(content.name !== undefined && { Label: content.name }),
      };
    case 'template':
      return { Body: '' };
    case 'reaction':
      return { Body: content.emoji };
    case 'contact':
      return { Body: [content.name, ...content.phones, ...content.emails].join('\n') };
  }
}
