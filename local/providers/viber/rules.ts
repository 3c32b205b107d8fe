import * as z from 'zod';

/** A person is known to one bot by 16 bytes in base64. */
export const viberId = /^[A-Za-z0-9+/]{22}==$/;

const button = z.strictObject({
  Columns: z.int().min(1).max(6).optional(),
  Rows: z.int().min(1).max(2).optional(),
  ActionType: z.literal('reply'),
  ActionBody: z.string().min(1).max(250),
  Text: z.string().min(1).max(250),
});
type Button = z.infer<typeof button>;

const rowsOf = (buttons: Button[]) => {
  const cells = buttons.reduce((sum, { Columns = 6, Rows = 1 }) => sum + Columns * Rows, 0);
  return Math.ceil(cells / 6);
};

const common = {
  receiver: z.string().regex(viberId),
  min_api_version: z.int().min(1),
  sender: z.strictObject({ name: z.string().min(1).max(28), avatar: z.url({ protocol: /^https?$/ }).optional() }),
  tracking_data: z.string().max(4000).optional(),
  keyboard: z
    .strictObject({
      Type: z.literal('keyboard'),
      DefaultHeight: z.boolean().optional(),
      Buttons: z.array(button).min(1),
    })
    .refine(({ Buttons }) => rowsOf(Buttons) <= 12, 'more than 12 rows')
    .optional(),
};

const url = z.url({ protocol: /^https?$/ }).max(2000);
const ending = (pattern: RegExp) => url.refine((text) => pattern.test(new URL(text).pathname), 'has no such ending');

const mebibyte = 1024 * 1024;

/** The messages that we send: https://developers.viber.com/docs/api/rest-bot-api/#message-types */
export const sendMessage = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('text'), text: z.string().regex(/\S/).max(7000) }),
  z.strictObject({
    ...common,
    type: z.literal('picture'),
    text: z.string().max(512),
    media: ending(/\.(jpe?g|png|gif)$/i),
  }),
  z.strictObject({
    ...common,
    type: z.literal('video'),
    media: ending(/\.mp4$/i),
    size: z
      .int()
      .min(1)
      .max(26 * mebibyte),
  }),
  z.strictObject({
    ...common,
    type: z.literal('file'),
    media: url,
    size: z
      .int()
      .min(1)
      .max(50 * mebibyte),
    file_name: z.string().min(1).max(256),
  }),
  z.strictObject({
    ...common,
    type: z.literal('location'),
    location: z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }),
  }),
  z.strictObject({
    ...common,
    type: z.literal('contact'),
    contact: z.strictObject({ name: z.string().min(1).max(28), phone_number: z.string().min(1).max(18) }),
  }),
]);
export type ViberMessage = z.infer<typeof sendMessage>;

const eventTypes = z.enum(['delivered', 'seen', 'failed', 'subscribed', 'unsubscribed', 'conversation_started']);

/** https://developers.viber.com/docs/api/rest-bot-api/#setting-a-webhook */
export const setWebhook = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  event_types: z.array(eventTypes).optional(),
  send_name: z.boolean().optional(),
  send_photo: z.boolean().optional(),
});
export type Webhook = z.infer<typeof setWebhook>;
