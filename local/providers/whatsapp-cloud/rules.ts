import * as z from 'zod';

const link = z.url({ protocol: /^https?$/ });
const caption = z.string().min(1).max(1024).optional();
const row = z.strictObject({
  id: z.string().min(1).max(200),
  title: z.string().min(1).max(24),
  description: z.string().min(1).max(72).optional(),
});
const button = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({ id: z.string().min(1).max(256), title: z.string().min(1).max(20) }),
});
const parameter = z.strictObject({
  type: z.literal('text'),
  parameter_name: z.string().optional(),
  text: z.string().min(1),
});
const differ = (texts: string[]) => new Set(texts).size === texts.length;

const interactive = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    body: z.strictObject({ text: z.string().min(1).max(1024) }),
    action: z.strictObject({
      buttons: z
        .array(button)
        .min(1)
        .max(3)
        .refine((all) => differ(all.map(({ reply }) => reply.id)), 'ids must differ')
        .refine((all) => differ(all.map(({ reply }) => reply.title)), 'titles must differ'),
    }),
  }),
  z.strictObject({
    type: z.literal('list'),
    body: z.strictObject({ text: z.string().min(1).max(4096) }),
    action: z.strictObject({
      button: z.string().min(1).max(20),
      sections: z
        .array(
          z.strictObject({
            rows: z
              .array(row)
              .min(1)
              .max(10)
              .refine((all) => differ(all.map(({ id }) => id)), 'ids must differ'),
          }),
        )
        .length(1),
    }),
  }),
]);

/** How a message says whom it is for and what is to come back with its statuses. */
const envelope = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual'),
  to: z
    .string()
    .regex(/^\+?\d{6,15}$/)
    .optional(),
  recipient: z
    .string()
    .regex(/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/)
    .optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
};

/** The messages that we send: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages */
export const messageRule = z
  .discriminatedUnion('type', [
    z.strictObject({
      ...envelope,
      type: z.literal('text'),
      text: z.strictObject({ body: z.string().regex(/\S/).max(4096) }),
    }),
    z.strictObject({ ...envelope, type: z.literal('image'), image: z.strictObject({ link, caption }) }),
    z.strictObject({ ...envelope, type: z.literal('video'), video: z.strictObject({ link, caption }) }),
    z.strictObject({ ...envelope, type: z.literal('audio'), audio: z.strictObject({ link }) }),
    z.strictObject({
      ...envelope,
      type: z.literal('document'),
      document: z.strictObject({ link, caption, filename: z.string().optional() }),
    }),
    z.strictObject({
      ...envelope,
      type: z.literal('location'),
      location: z.strictObject({
        latitude: z.number().min(-90).max(90),
        longitude: z.number().min(-180).max(180),
        name: z.string().optional(),
        address: z.string().optional(),
      }),
    }),
    z.strictObject({
      ...envelope,
      type: z.literal('contacts'),
      contacts: z
        .array(
          z.strictObject({
            name: z.strictObject({ formatted_name: z.string().min(1), first_name: z.string().min(1) }),
            phones: z
              .array(z.strictObject({ phone: z.string() }))
              .min(1)
              .optional(),
            emails: z
              .array(z.strictObject({ email: z.string() }))
              .min(1)
              .optional(),
          }),
        )
        .min(1),
    }),
    z.strictObject({
      ...envelope,
      type: z.literal('reaction'),
      reaction: z.strictObject({ message_id: z.string().min(1), emoji: z.string() }),
    }),
    z.strictObject({ ...envelope, type: z.literal('interactive'), interactive }),
    z.strictObject({
      ...envelope,
      type: z.literal('template'),
      template: z.strictObject({
        name: z.string().min(1).max(512),
        language: z.strictObject({ code: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/) }),
        components: z
          .array(
            z.strictObject({
              type: z.enum(['header', 'body', 'button']),
              sub_type: z.literal('url').optional(),
              index: z.string().optional(),
              parameters: z.array(parameter).min(1),
            }),
          )
          .optional(),
      }),
    }),
  ])
  .refine(({ to, recipient }) => to !== undefined || recipient !== undefined, 'to or recipient is missing');
export type WhatsAppMessage = z.infer<typeof messageRule>;

/** Marks a message as read: https://developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators */
export const readMark = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string().min(1),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
});
