import * as z from 'zod';
import type { Content } from '../message.ts';
import { parsedObject } from './call.ts';
import { mediaTypeOf } from './media-type.ts';
import { objectOf, pairs, text, textOf } from './properties.ts';
import type { WidgetContext } from './widget-context.ts';

/** What send-message and send-and-wait-for-reply have in common. */
export const messageProperties = {
  body: text(),
  media_url: text(),
  attributes: text(),
  message_type: text('custom'),
  content_sid: text(),
  content_variables: pairs,
  from: text(),
};
type MessageProperties = z.infer<z.ZodObject<typeof messageProperties>>;

/** An answer always goes back to the thread that the execution is on, so these change nothing. */
export const messageIgnores = ['service', 'channel', 'shorten_urls', 'save_response_as'] as const;

export const messageDifferences = [
  '`from` and `to` show in `outbound` only: an answer goes back to the thread that spoke.',
  'Links are not shortened.',
  '`attributes` may hold `options` to choose from.',
] as const;

export const outboundOutputs = [
  'outbound.Sid',
  'outbound.Status',
  'outbound.Direction',
  'outbound.From',
  'outbound.To',
  'outbound.Body',
  'outbound.NumMedia',
] as const;

/** The message that the properties describe, or undefined where there is nothing to send. */
export function contentOf(properties: MessageProperties): Content | undefined {
  const { body, media_url, content_sid: id } = properties;
  const url = media_url.trim();
  if (properties.message_type === 'content_template' && id)
    return { type: 'template', id, variables: variablesOf(properties) };
  if (url) return { type: 'media', url, mediaType: mediaTypeOf(url), ...(body && { caption: body }) };
  if (body.trim() === '') return undefined;
  const options = optionsIn(properties.attributes);
  return options ? { type: 'choices', text: body, options } : { type: 'text', text: body };
}

/** What `widgets.<name>.outbound` holds of a message. Its Sid is the effect's key: the provider's id comes later. */
export function outboundOf(
  content: Content,
  { from, attributes, to = '' }: { from: string; attributes: string; to?: string },
  { key, address, contact, flow }: WidgetContext,
): Record<string, unknown> {
  const sender = from || address;
  return {
    Sid: key,
    Status: 'queued',
    Direction: 'outbound-api',
    From: sender,
    To: to || contact,
    Body: 'text' in content ? content.text : (('caption' in content ? content.caption : undefined) ?? ''),
    NumMedia: content.type === 'media' ? '1' : '0',
    ...(content.type === 'template' && { ContentSid: content.id }),
    ...(sender.startsWith('MG') && { MessagingServiceSid: sender }),
    ...(attributes && { Attributes: attributes }),
    ...(flow.channel.sid !== undefined && { ConversationSid: flow.channel.sid, Author: sender }),
  };
}

/** Seaway's extension of Studio's `attributes`: `{"options": [{"id": "de", "text": "Deutsch"}]}` offers choices. */
function optionsIn(attributes: string) {
  const { options } = parsedObject(attributes) ?? {};
  return z
    .array(z.object({ id: z.string(), text: z.string() }))
    .min(1)
    .safeParse(options).data;
}

/** Exports write the key of a variable as `1`, people as `{{1}}`. */
const variablesOf = ({ content_variables: list }: MessageProperties): Record<string, string> =>
  objectOf(list.map((pair) => [pair.key.replace(/[{}\s]/g, ''), textOf(pair)]));
