import * as z from 'zod';
import { mediaTypeOf } from '../../../lib/flow/media-type.ts';
import type { Shown } from '../provider.ts';

const payload = z.string().min(1).max(1000);
const title = z.string().min(1).max(20);
const recipient = z.strictObject({
  id: z.string().regex(/^\d{10,20}$/, 'Param recipient[id] must be a valid ID string'),
});

const quickReplies = z
  .array(z.strictObject({ content_type: z.literal('text'), title, payload }))
  .min(1)
  .max(13)
  .optional();

const buttons = z.strictObject({
  template_type: z.literal('button'),
  text: z.string().regex(/\S/).max(640),
  buttons: z
    .array(z.strictObject({ type: z.literal('postback'), title, payload }))
    .min(1)
    .max(3),
});

const template = z.strictObject({ type: z.literal('template'), payload: buttons });

const fileOf = <const Type extends string>(types: readonly Type[]) =>
  z.strictObject({ type: z.enum(types), payload: z.strictObject({ url: z.url({ protocol: /^https?$/ }) }) });

/** What the network takes: `text` of its length, files of its kinds, names of reactions, and more fields of a message. */
export function sendRules(network: {
  text: z.ZodString;
  files: readonly string[];
  reaction: z.ZodString;
  metadata: boolean;
}) {
  const metadata = (network.metadata ? z.string().max(1000) : z.undefined()).optional();
  const message = z.union([
    z.strictObject({ metadata, text: network.text.regex(/\S/), quick_replies: quickReplies }),
    z.strictObject({
      metadata,
      attachment: z.union([fileOf(network.files), ...(network.metadata ? [template] : [])]),
    }),
  ]);
  return z.union([
    z
      .strictObject({
        recipient,
        messaging_type: z.enum(['RESPONSE', 'UPDATE', 'MESSAGE_TAG']),
        tag: z.literal('HUMAN_AGENT').optional(),
        message,
      })
      .refine(({ messaging_type, tag }) => (messaging_type === 'MESSAGE_TAG') === (tag !== undefined), 'tag'),
    z.strictObject({
      recipient,
      sender_action: z.enum(['typing_on', 'typing_off', 'mark_seen', 'react', 'unreact']),
      payload: z.strictObject({ message_id: z.string().min(1), reaction: network.reaction.optional() }).optional(),
    }),
  ]);
}
export type Sent = z.infer<ReturnType<typeof sendRules>>;
type Message = Extract<Sent, { message: unknown }>['message'];

/** What a message of ours looks like on the phone. */
export function seen(message: Message): Pick<Shown, 'text' | 'options' | 'media'> {
  if ('text' in message) {
    const options = (message.quick_replies ?? []).map(({ payload: id, title: text }) => ({ id, text }));
    return { text: message.text, ...(options.length > 0 && { options }) };
  }
  const { payload } = message.attachment;
  if ('url' in payload)
    return { text: '', media: { url: payload.url, mediaType: typeOf(message.attachment.type, payload.url) } };
  return { text: payload.text, options: payload.buttons.map(({ payload: id, title: text }) => ({ id, text })) };
}

const mediaTypes: Record<string, string> = { image: 'image/jpeg', audio: 'audio/mp4', video: 'video/mp4' };

const typeOf = (kind: string, url: string) => mediaTypes[kind] ?? mediaTypeOf(url);
