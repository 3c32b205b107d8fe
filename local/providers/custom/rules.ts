import * as z from 'zod';
import { contentSchema } from '../../../lib/message.ts';

const about = { id: z.string().min(1), account: z.string().min(1), sender: z.string().min(1) };

/** What Seaway posts to a system outside: docs/channels/custom-protocol.md#what-you-get */
export const postedShape = z.discriminatedUnion('type', [
  z.strictObject({
    ...about,
    type: z.literal('message'),
    content: contentSchema,
    replyWith: z.string().optional(),
  }),
  z.strictObject({ ...about, type: z.enum(['typing', 'read']), messageId: z.string().optional() }),
  z.strictObject({ type: z.literal('ping'), id: z.string().min(1) }),
]);
export type Posted = z.infer<typeof postedShape>;

/** The customers that this shop knows. */
export const isCustomer = (sender: string): boolean => /^customer-\d+$/.test(sender);
