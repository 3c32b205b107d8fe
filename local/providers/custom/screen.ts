import { textOf } from '../../../lib/channels/shared/fallback.ts';
import type { Content } from '../../../lib/message.ts';
import type { Says, Shown } from '../provider.ts';

export type Look = Pick<Shown, 'text' | 'options' | 'media' | 'location'>;

/** What a message of ours looks like in the shop's own app. */
export function seen(content: Content): Look {
  switch (content.type) {
    case 'media': {
      const { url, mediaType, name, caption = '' } = content;
      return { text: caption, media: { url, mediaType, ...(name !== undefined && { name }) } };
    }
    case 'location': {
      const { latitude, longitude, name } = content;
      const location = { latitude, longitude, ...(name !== undefined && { name }) };
      return { text: [name, content.address].filter(Boolean).join('\n'), location };
    }
    case 'choices':
      return { text: content.text, options: content.options };
    default:
      return { text: textOf(content) };
  }
}

/** What a customer writes that has neither a button nor a file: the content, and how the app shows it. */
export function written(says: Says): { content: Content; look: Look } {
  switch (says.type) {
    case 'text':
      return { content: { type: 'text', text: says.text }, look: { text: says.text } };
    case 'sticker':
      return { content: { type: 'text', text: '👍' }, look: { text: '👍' } };
    case 'location': {
      const { latitude, longitude } = says;
      const location = { latitude, longitude };
      return { content: { type: 'location', ...location }, look: { text: '', location } };
    }
    case 'contact': {
      const { name, phone } = says;
      return { content: { type: 'contact', name, phones: [phone], emails: [] }, look: { text: `${name}\n${phone}` } };
    }
    default:
      throw new Error(`nobody writes this: ${says.type}`);
  }
}
