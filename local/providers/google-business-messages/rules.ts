import * as z from 'zod';

export const scope = 'https://www.googleapis.com/auth/businessmessages';

/** A conversation is known by a UUID. */
export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const representative = z.strictObject({
  representativeType: z.enum(['BOT', 'HUMAN']),
  displayName: z.string().optional(),
  avatarImage: z.url().optional(),
});

const suggestion = z.strictObject({
  reply: z.strictObject({ text: z.string().min(1).max(25), postbackData: z.string().min(1).max(2048) }),
});

const common = {
  messageId: z.string().min(1),
  representative,
  fallback: z.string().optional(),
  suggestions: z.array(suggestion).min(1).max(13).optional(),
};

const cardContent = z.strictObject({
  title: z.string().min(1).max(200).optional(),
  description: z.string().min(1).max(2000).optional(),
  media: z.strictObject({
    height: z.enum(['SHORT', 'MEDIUM', 'TALL']),
    contentInfo: z.strictObject({
      fileUrl: z.url({ protocol: /^https?$/ }),
      altText: z.string().min(1),
      forceRefresh: z.boolean().optional(),
    }),
  }),
});

/**
 * The messages that we send, a text or a card.
 * https://developers.google.com/business-communications/business-messages/reference/rest/v1/conversations.messages
 */
export const agentMessage = z.union([
  z.strictObject({ ...common, text: z.string().regex(/\S/).max(4096) }),
  z.strictObject({
    ...common,
    richCard: z.strictObject({ standaloneCard: z.strictObject({ cardContent }) }),
  }),
]);
export type Message = z.infer<typeof agentMessage>;

/** https://developers.google.com/business-communications/business-messages/reference/rest/v1/conversations.events */
export const event = z.strictObject({ eventType: z.enum(['TYPING_STARTED', 'TYPING_STOPPED']), representative });

/** https://developers.google.com/business-communications/business-messages/reference/rest/v1/conversations.messages/updateReceipt */
export const receipt = z.strictObject({ receiptType: z.literal('READ') });
