import { picture } from '../../../local/providers/picture.ts';
import type { File } from '../../../local/providers/provider.ts';

export const photo: File = { name: 'tree.png', mediaType: 'image/png', data: picture() };

/** A page of Ogg that says it holds Opus, and then nothing: https://www.rfc-editor.org/rfc/rfc7845#section-5.1 */
export const voiceNote: File = {
  name: 'note.ogg',
  mediaType: 'audio/ogg',
  data: Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead'), Buffer.alloc(64)]),
};

export const leaflet: File = {
  name: 'leaflet.pdf',
  mediaType: 'application/pdf',
  data: Buffer.from('%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n'),
};
