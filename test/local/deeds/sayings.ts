import { expect } from 'vitest';
import type { Says } from '../../../local/providers/provider.ts';
import { photo, voiceNote } from './files.ts';

/** What a customer says, what an agent sees of it, and on which channels they see something else, or it cannot be said. */
type Saying = { says: Says; seen: object; unlike?: Record<string, object | 'cannot be said'> };

const text = (said: string) => ({ type: 'text', text: said });
/** An agent's view has an address for what is kept alone. */
const file = (mediaType: unknown) => ({ type: 'media', mediaType, url: expect.stringMatching(/^http/) });

const place = { latitude: 47.37, longitude: 8.54 };
const map = text('https://maps.google.com/?q=47.37,8.54');

/** The second will be edited, the third unsent. */
export const texts = ['My order', 'My oder', 'never mind'];

const sayings: Saying[] = [
  ...texts.map((said) => ({ says: { type: 'text' as const, text: said }, seen: text(said) })),
  { says: { type: 'file', ...photo }, seen: file('image/png') },
  {
    says: { type: 'file', ...voiceNote },
    seen: file('audio/ogg'),
    unlike: { 'google-business-messages': 'cannot be said' },
  },
  { says: { type: 'location', ...place }, seen: { type: 'location', ...place }, unlike: both(map) },
  {
    says: { type: 'sticker' },
    seen: file(expect.stringMatching(/^image\//)),
    unlike: { ...both(text('👍')), custom: text('👍'), instagram: text('❤️') },
  },
  {
    says: { type: 'contact', name: 'Ada', phone: '+441632960001' },
    seen: { type: 'contact', name: 'Ada', phones: ['+441632960001'] },
    unlike: { whatsapp: file('text/vcard') },
  },
];

/** What customers of a channel can say, with what an agent sees of each. */
export const sayingsOn = (channel: string, can: readonly Says['type'][]): { says: Says; seen: object }[] =>
  sayings.flatMap(({ says, seen, unlike = {} }) => {
    const shown = unlike[channel] ?? seen;
    return can.includes(says.type) && shown !== 'cannot be said' ? [{ says, seen: shown }] : [];
  });

/** These two carry nothing but text and files. */
function both(seen: object) {
  return { sms: seen, 'twilio-conversations': seen };
}
