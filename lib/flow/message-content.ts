import * as z from 'zod';
import type { Content } from '../message.ts';
import { parsedObject } from './call.ts';
import { objectOf, pairs, text } from './properties.ts';
import type { WidgetContext } from './widget.ts';

/**
 * What send-message and send-and-wait-for-reply have in common. `from`, `to`, `service`, `channel` and `shorten_urls` are
 * not read: an answer always goes back to the thread that the execution is on.
 */
export const messageProperties = {
  body: text(),
  media_url: text(),
  attributes: text(),
  message_type: text('custom'),
  content_sid: text(),
  content_variables: pairs,
};
type MessageProperties = z.infer<z.ZodObject<typeof messageProperties>>;

/** The message that the properties describe, or undefined where there is nothing to send. */
export function contentOf(properties: MessageProperties): Content | undefined {
  const { body, media_url: url, content_sid: id } = properties;
  if (properties.message_type === 'content_template' && id)
    return { type: 'template', id, variables: variablesOf(properties) };
  if (url) return { type: 'media', url, mediaType: mediaTypeOf(url), ...(body && { caption: body }) };
  if (body.trim() === '') return undefined;
  const options = optionsIn(properties.attributes);
  return options ? { type: 'choices', text: body, options } : { type: 'text', text: body };
}

/** What `widgets.<name>.outbound` holds of a message. Its Sid is the effect's key: the provider's id comes later. */
export function outboundOf(content: Content, { key, address, contact }: WidgetContext): Record<string, string> {
  return {
    Sid: key,
    Status: 'queued',
    Direction: 'outbound-api',
    From: address,
    To: contact,
    Body: 'text' in content ? content.text : (('caption' in content ? content.caption : undefined) ?? ''),
    NumMedia: content.type === 'media' ? '1' : '0',
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
  objectOf(list.map(({ key, value }) => [key.replace(/[{}\s]/g, ''), String(value ?? '')]));

/** Studio gives no media type; these endings are certain, and a channel may look closer. */
function mediaTypeOf(url: string): string {
  const ending = /\.(\w+)$/.exec(URL.parse(url)?.pathname ?? '')?.[1]?.toLowerCase() ?? '';
  return new Map(Object.entries(mediaTypes)).get(ending) ?? 'application/octet-stream';
}

const mediaTypes = {
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  vcf: 'text/vcard',
};
