import type { File, Says, Shown } from '../provider.ts';
import type { ViberMessage } from './rules.ts';

type Look = Pick<Shown, 'text' | 'options' | 'media' | 'location'>;

/** What a message of ours looks like on the phone; a button says its text. */
export function seen(message: ViberMessage): Look {
  const options = message.keyboard?.Buttons.map(({ ActionBody, Text }) => ({ id: ActionBody, text: Text }));
  return { ...looks(message), ...(options && { options }) };
}

function looks(message: ViberMessage): Look {
  switch (message.type) {
    case 'text':
      return { text: message.text };
    case 'picture':
      return { text: message.text, media: { url: message.media, mediaType: 'image/png' } };
    case 'video':
      return { text: '', media: { url: message.media, mediaType: 'video/mp4' } };
    case 'file': {
      const media = { url: message.media, mediaType: 'application/octet-stream', name: message.file_name };
      return { text: '', media };
    }
    case 'location': {
      const { lat: latitude, lon: longitude } = message.location;
      return { text: '', location: { latitude, longitude } };
    }
    case 'contact':
      return { text: `${message.contact.name}\n${message.contact.phone_number}` };
  }
}

/** The message that Viber makes of what a customer says, and what the customer sees of it. */
export function spoken(says: Says): { message: Record<string, unknown>; look: Look } {
  switch (says.type) {
    case 'text': {
      // An address alone is a message of its own kind.
      const message = /^https?:\/\/\S+$/.test(says.text)
        ? { type: 'url', media: says.text }
        : { type: 'text', text: says.text };
      return { message, look: { text: says.text } };
    }
    case 'location': {
      const { latitude, longitude } = says;
      const message = { type: 'location', location: { lat: latitude, lon: longitude } };
      return { message, look: { text: '', location: { latitude, longitude } } };
    }
    case 'contact': {
      const contact = { name: says.name, phone_number: says.phone };
      return { message: { type: 'contact', contact }, look: { text: `${says.name}\n${says.phone}` } };
    }
    default:
      throw new Error(`nobody can do this on Viber: ${says.type}`);
  }
}

/** A file that a customer sends: `address` is where Viber keeps it, `url` where their own screen shows it from. */
export function attached({ name, mediaType, data }: File, address: string, url: string) {
  const kind = mediaType.split('/')[0];
  const type = kind === 'image' ? 'picture' : kind === 'video' ? 'video' : 'file';
  const message = { type, media: address, file_name: name, size: data.length };
  return { message, look: { text: '', media: { url, mediaType, name } } };
}

export function stuck(address: string, url: string) {
  const message = { type: 'sticker', sticker_id: 46105, media: address };
  return { message, look: { text: '👍', media: { url, mediaType: 'image/png' } } };
}
