import * as z from 'zod';
import { mediaTypeOf } from '../../../lib/flow/media-type.ts';
import type { Says, Shown } from '../provider.ts';

type Look = Pick<Shown, 'text' | 'options' | 'media' | 'location'>;

/** The one template that is known here; others are shown by their name. */
const greeting = {
  sid: 'HX00000000000000000000000000000001',
  text: 'Hello {{1}}, may we expect you at {{2}}?',
  options: [
    { id: 'yes', text: 'Yes' },
    { id: 'no', text: 'No' },
  ],
};

const variablesShape = z.record(z.string(), z.string()).catch({});

/** What a message of ours looks like on the phone. */
export function seen(form: URLSearchParams): Look {
  const template = form.get('ContentSid');
  if (template !== null) return templated(template, form.get('ContentVariables') ?? '{}');
  const [url, place] = [form.get('MediaUrl'), form.get('PersistentAction')];
  const text = form.get('Body') ?? '';
  if (place !== null) return placed(text, place);
  return { text, ...(url && { media: { url, mediaType: mediaTypeOf(url) } }) };
}

function templated(template: string, json: string): Look {
  if (template !== greeting.sid) return { text: `${template} ${json}` };
  const variables = variablesShape.parse(JSON.parse(json));
  const text = greeting.text.replace(/\{\{(\w+)\}\}/g, (all, name: string) => variables[name] ?? all);
  return { text, options: greeting.options };
}

function placed(name: string, action: string): Look {
  const [place = '', address = ''] = action.slice('geo:'.length).split('|');
  const [latitude = 0, longitude = 0] = place.split(',').map(Number);
  return { text: [name, address].filter(Boolean).join('\n'), location: { latitude, longitude, name } };
}

/** What a customer does, as fields of Twilio's form and as the phone shows it. */
export function spoken(says: Says): { fields: Record<string, string>; look: Look } {
  switch (says.type) {
    case 'text':
      return { fields: { Body: says.text, MessageType: 'text' }, look: { text: says.text } };
    case 'location': {
      const { latitude, longitude } = says;
      const fields = { Body: '', MessageType: 'location', Latitude: `${latitude}`, Longitude: `${longitude}` };
      return { fields, look: { text: '', location: { latitude, longitude } } };
    }
    default:
      throw new Error(`nobody can do this on WhatsApp: ${says.type}`);
  }
}

/** A business card, which WhatsApp sends as a file. https://www.rfc-editor.org/rfc/rfc6350 */
export const card = ({ name, phone }: { name: string; phone: string }) => ({
  name: `${name}.vcf`,
  mediaType: 'text/vcard',
  data: Buffer.from(`BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nTEL;TYPE=CELL:${phone}\r\nEND:VCARD\r\n`),
});

/** A sticker of one pixel: https://developers.google.com/speed/webp/docs/riff_container */
export const sticker = {
  name: 'sticker.webp',
  mediaType: 'image/webp',
  data: Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64'),
};
