import * as z from 'zod';

/** A page makes the id itself, and keeps it when it sends the frame again: that is how we know it for the same. */
const sent = { id: z.uuid() };

/** UTF-16 units of a text at most: what a person types at once, and far below the 32 KB that API Gateway takes in a frame. */
const text = z.string().regex(/\S/, 'is blank').max(5_000);

const messageId = z.uuid();

/** How far the page got: one message by its id, or everything up to the `at` of the newest that it shows. */
const seen = { ...sent, messageId: messageId.optional(), upTo: z.number().optional() };

/** What a page sends, by WebSocket or by HTTP: docs/channels/webchat-protocol.md has the table. */
export const frameSchema = z.discriminatedUnion('type', [
  z.object({ ...sent, type: z.literal('message'), text }),
  z.object({ ...sent, type: z.literal('choice'), option: z.string().min(1).max(500), text: text.optional() }),
  z.object({
    ...sent,
    type: z.literal('file'),
    key: z.string().max(1_000),
    name: z.string().min(1).max(255),
    mediaType: z.string().min(1).max(100),
    caption: text.optional(),
  }),
  z.object({
    ...sent,
    type: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: z.string().max(200).optional(),
    address: z.string().max(500).optional(),
  }),
  z.object({ ...sent, type: z.literal('edit'), messageId, text }),
  z.object({ ...sent, type: z.literal('unsend'), messageId }),
  z.object({ ...sent, type: z.literal('reaction'), messageId, emoji: z.string().max(32) }),
  z.object({ ...sent, type: z.literal('typing') }),
  z.object({ ...seen, type: z.enum(['delivered', 'read']) }),
  z.object({ ...sent, type: z.enum(['join', 'leave']) }),
]);
export type Frame = z.infer<typeof frameSchema>;
