import * as z from 'zod';

const httpsUrl = z.url({ protocol: /^https$/ }).max(2000);

const quickReply = z.strictObject({
  items: z
    .array(
      z.strictObject({
        type: z.literal('action'),
        action: z.strictObject({
          type: z.literal('postback'),
          label: z.string().min(1).max(20),
          data: z.string().min(1).max(300),
          displayText: z.string().min(1).max(300).optional(),
        }),
      }),
    )
    .min(1)
    .max(13)
    .optional(),
});

const any = { quickReply: quickReply.optional() };

/** The message objects that we send: https://developers.line.biz/en/reference/messaging-api/#message-objects */
const message = z.discriminatedUnion('type', [
  z.strictObject({ ...any, type: z.literal('text'), text: z.string().regex(/\S/).max(5000) }),
  z.strictObject({ ...any, type: z.literal('image'), originalContentUrl: httpsUrl, previewImageUrl: httpsUrl }),
  z.strictObject({ ...any, type: z.literal('video'), originalContentUrl: httpsUrl, previewImageUrl: httpsUrl }),
  z.strictObject({ ...any, type: z.literal('audio'), originalContentUrl: httpsUrl, duration: z.int().positive() }),
  z.strictObject({
    ...any,
    type: z.literal('location'),
    title: z.string().min(1).max(100),
    address: z.string().min(1).max(100),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
  }),
]);
export type LineMessage = z.infer<typeof message>;

const messages = z.array(message).min(1).max(5);

export const replyRequest = z.strictObject({ replyToken: z.string().min(1), messages });

export const pushRequest = z.strictObject({ to: z.string().regex(/^[UCR][0-9a-f]{32}$/), messages });

/** The paths and faults of a body that breaks the rules, in the words of LINE's answer. */
export const detailsOf = ({ issues }: z.ZodError) =>
  issues.map(({ path, message }) => ({
    message,
    property: path
      .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
      .join('')
      .slice(1),
  }));
