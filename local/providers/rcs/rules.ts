import * as z from 'zod';

export const scope = 'https://www.googleapis.com/auth/rcsbusinessmessaging';

export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const e164 = /^\+[1-9]\d{6,14}$/;

const suggestion = z.strictObject({
  reply: z.strictObject({ text: z.string().min(1).max(25), postbackData: z.string().min(1).max(2048) }),
});
const suggestions = z.array(suggestion).min(1).max(11).optional();

const seconds = (ttl: string) => Number(ttl.slice(0, -1));

/**
 * The messages that we send, one kind of content in each.
 * https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages
 */
export const agentMessage = z.strictObject({
  contentMessage: z.union([
    z.strictObject({ text: z.string().regex(/\S/).max(3072), suggestions }),
    z.strictObject({
      contentInfo: z.strictObject({
        fileUrl: z.url({ protocol: /^https?$/ }),
        thumbnailUrl: z.url().optional(),
        forceRefresh: z.boolean().optional(),
      }),
      suggestions,
    }),
  ]),
  messageTrafficType: z
    .enum(['AUTHENTICATION', 'TRANSACTION', 'PROMOTION', 'SERVICEREQUEST', 'ACKNOWLEDGEMENT'])
    .optional(),
  ttl: z
    .string()
    .regex(/^\d+s$/)
    .refine((ttl) => seconds(ttl) > 0 && seconds(ttl) <= 15 * 24 * 3600, 'must be at most 15 days')
    .optional(),
});
export type AgentMessage = z.infer<typeof agentMessage>;

/** https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentEvents */
export const agentEvent = z.discriminatedUnion('eventType', [
  z.strictObject({ eventType: z.literal('IS_TYPING') }),
  z.strictObject({ eventType: z.literal('READ'), messageId: z.string().min(1) }),
]);
