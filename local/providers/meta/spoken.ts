import type { File, Says, Shown } from '../provider.ts';

type Spoken = { item: object; look: Pick<Shown, 'text' | 'media' | 'location'> };

/** The item that a network makes of what a customer says, and what the customer sees of it. */
export function said(says: Says, mid: string): Spoken {
  switch (says.type) {
    case 'text':
      return { item: { message: { mid, text: says.text } }, look: { text: says.text } };
    case 'location': {
      const { latitude, longitude } = says;
      const coordinates = { lat: latitude, long: longitude };
      const attachment = {
        title: 'Pinned Location',
        url: 'https://l.facebook.com/',
        type: 'location',
        payload: { coordinates },
      };
      return {
        item: { message: { mid, attachments: [attachment] } },
        look: { text: '', location: { latitude, longitude } },
      };
    }
    default:
      throw new Error(`nobody can say this: ${says.type}`);
  }
}

/** A file, which the network keeps under an address of its own, open to everybody. */
export function attached(file: File, mid: string, { url, address }: { url: string; address: string }): Spoken {
  const { name, mediaType } = file;
  const kind = mediaType.split('/')[0] ?? '';
  const type = ['image', 'audio', 'video'].includes(kind) ? kind : 'file';
  const item = { message: { mid, attachments: [{ type, payload: { url: address } }] } };
  return { item, look: { text: '', media: { url, mediaType, name } } };
}
