import * as z from 'zod';
import type { Shown } from '../provider.ts';

const picture = z.strictObject({
  contentType: z.enum(['image/png', 'image/jpeg', 'image/gif']),
  contentUrl: z.url({ protocol: /^https$/ }),
  name: z.string().optional(),
});

/** The card of buttons that we send: https://adaptivecards.io/explorer/Action.Submit.html */
const card = z.strictObject({
  contentType: z.literal('application/vnd.microsoft.card.adaptive'),
  content: z.strictObject({
    type: z.literal('AdaptiveCard'),
    version: z.literal('1.4'),
    body: z.tuple([]),
    actions: z
      .array(
        z.strictObject({
          type: z.literal('Action.Submit'),
          title: z.string().trim().min(1),
          data: z.strictObject({ choice: z.string() }),
        }),
      )
      .min(1)
      .max(6),
  }),
});

const message = z
  .strictObject({
    type: z.literal('message'),
    text: z.string().optional(),
    textFormat: z.literal('plain').optional(),
    attachments: z.array(z.union([picture, card])).optional(),
  })
  .refine(({ text = '', attachments = [] }) => text.trim() || attachments.length > 0, 'there is nothing to say');

/** The activities that we send. */
export const activityShape = z.discriminatedUnion('type', [message, z.strictObject({ type: z.literal('typing') })]);

/** About 100 KB: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages */
export const largest = 100 * 1024;

/** A chat with one person, a chat of several, or one thread of a team's channel. */
export const conversationPattern = /^(a:[\w-]{10,}|19:[\w-]+@thread\.v2|19:[\w-]+@thread\.tacv2;messageid=\d{13})$/;

/** What a message of ours looks like. */
export function seen({
  text = '',
  attachments = [],
}: z.infer<typeof message>): Pick<Shown, 'text' | 'options' | 'media'> {
  const look: Pick<Shown, 'text' | 'options' | 'media'> = { text };
  for (const attachment of attachments) {
    if ('contentUrl' in attachment) {
      const { contentUrl: url, contentType: mediaType, name } = attachment;
      look.media = { url, mediaType, ...(name !== undefined && { name }) };
    } else look.options = attachment.content.actions.map(({ title, data }) => ({ id: data.choice, text: title }));
  }
  return look;
}
