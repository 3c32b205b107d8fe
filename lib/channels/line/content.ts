import * as z from 'zod';
import type { Content } from '../../message.ts';

/** Only a picture from elsewhere has an address; LINE's own are fetched by the message's id. */
const provider = z.object({ originalContentUrl: z.string().optional() });

/** https://developers.line.biz/en/reference/messaging-api/#message-event */
export const messageShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), id: z.string(), text: z.string() }),
  z.object({ type: z.enum(['image', 'video', 'audio']), id: z.string(), contentProvider: provider }),
  z.object({ type: z.literal('file'), id: z.string(), fileName: z.string() }),
  z.object({
    type: z.literal('location'),
    id: z.string(),
    title: z.string().optional(),
    address: z.string().optional(),
    latitude: z.number(),
    longitude: z.number(),
  }),
  z.object({
    type: z.literal('sticker'),
    id: z.string(),
    stickerId: z.string(),
    keywords: z.array(z.string()).optional(),
    text: z.string().optional(),
  }),
]);

const mediaTypes = { image: 'image/jpeg', video: 'video/mp4', audio: 'audio/mp4' } as const;

/** What a message says; a sticker is its picture, the words for it being the caption. */
export function contentOf(message: z.infer<typeof messageShape>): Content {
  switch (message.type) {
    case 'text':
      return { type: 'text', text: message.text };
    case 'file':
      return {
        type: 'media',
        url: `line:${message.id}`,
        mediaType: 'application/octet-stream',
        name: message.fileName,
      };
    case 'location': {
      const { latitude, longitude, title, address } = message;
      return { type: 'location', latitude, longitude, ...(title && { name: title }), ...(address && { address }) };
    }
    case 'sticker': {
      const caption = message.text ?? message.keywords?.[0];
      const url = `https://stickershop.line-scdn.net/stickershop/v1/sticker/${message.stickerId}/android/sticker.png`;
      return { type: 'media', url, mediaType: 'image/png', ...(caption && { caption }) };
    }
    default: {
      const url = message.contentProvider.originalContentUrl ?? `line:${message.id}`;
      return { type: 'media', url, mediaType: mediaTypes[message.type] };
    }
  }
}
