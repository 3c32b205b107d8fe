import * as z from 'zod';
import type { Content } from '../../message.ts';

const file = z.object({
  id: z.string().min(1),
  mime_type: z.string().optional(),
  caption: z.string().optional(),
  filename: z.string().optional(),
});

const location = z.object({
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().optional(),
  address: z.string().optional(),
});

const contact = z.object({
  name: z.object({ formatted_name: z.string().optional() }).optional(),
  phones: z.array(z.object({ phone: z.string().optional() })).optional(),
  emails: z.array(z.object({ email: z.string().optional() })).optional(),
});

const amount = z.union([z.number(), z.string()]);
const order = z.object({
  text: z.string().optional(),
  product_items: z.array(
    z.object({ product_retailer_id: z.string(), quantity: amount, item_price: amount, currency: z.string() }),
  ),
});

/** The messages that say something by themselves. */
export const saidShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.object({ body: z.string() }) }),
  z.object({ type: z.literal('image'), image: file }),
  z.object({ type: z.literal('video'), video: file }),
  z.object({ type: z.literal('audio'), audio: file }),
  z.object({ type: z.literal('document'), document: file }),
  z.object({ type: z.literal('sticker'), sticker: file }),
  z.object({ type: z.literal('location'), location }),
  z.object({ type: z.literal('contacts'), contacts: z.array(contact), origin: z.string().optional() }),
  z.object({
    type: z.literal('reaction'),
    reaction: z.object({ message_id: z.string(), emoji: z.string().optional() }),
  }),
  z.object({ type: z.literal('order'), order }),
]);
type Said = z.infer<typeof saidShape>;

/** What a message says; several contacts may come in one. */
export function contentsOf(said: Said): Content[] {
  switch (said.type) {
    case 'text':
      return [{ type: 'text', text: said.text.body }];
    case 'image':
      return [mediaOf(said.image, 'image/jpeg')];
    case 'video':
      return [mediaOf(said.video, 'video/mp4')];
    case 'audio':
      return [mediaOf(said.audio, 'audio/ogg')];
    case 'document':
      return [mediaOf(said.document, 'application/octet-stream')];
    case 'sticker':
      return [mediaOf(said.sticker, 'image/webp')];
    case 'location':
      return [{ type: 'location', ...said.location }];
    case 'contacts':
      return said.contacts.map(contactOf);
    case 'reaction':
      return [{ type: 'reaction', messageId: said.reaction.message_id, emoji: said.reaction.emoji ?? '' }];
    case 'order':
      return [{ type: 'text', text: orderText(said.order) }];
  }
}

/** A file is fetched by its id: its address lives five minutes. */
function mediaOf({ id, mime_type, caption, filename }: z.infer<typeof file>, usual: string): Content {
  const media = { type: 'media' as const, url: `whatsapp-cloud:${id}`, mediaType: mime_type?.split(';')[0] || usual };
  return { ...media, ...(filename && { name: filename }), ...(caption && { caption }) };
}

function contactOf({ name, phones = [], emails = [] }: z.infer<typeof contact>): Content {
  const numbers = phones.flatMap(({ phone }) => phone ?? []);
  const addresses = emails.flatMap(({ email }) => email ?? []);
  const called = name?.formatted_name || (numbers[0] ?? addresses[0] ?? '');
  return { type: 'contact', name: called, phones: numbers, emails: addresses };
}

/** A cart from the catalogue: there is no content of this kind, so it is told. */
const orderText = ({ text, product_items: items }: z.infer<typeof order>): string =>
  [text, ...items.map((item) => `${item.quantity} × ${item.product_retailer_id}, ${item.item_price} ${item.currency}`)]
    .filter(Boolean)
    .join('\n');
