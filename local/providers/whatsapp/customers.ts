import type { File, Profile, Says, Shown } from '../provider.ts';
import { card, spoken, sticker } from './screen.ts';

type Look = Pick<Shown, 'text' | 'options' | 'media' | 'location'>;

/** What a message of the customer's is made of; `look` is missing where nothing new is on the screen. */
export type Spoken = { fields: Record<string, string>; look?: Look };

/** What of the outside a customer's message needs: the button that is pressed, and a place for a file. */
export type Surroundings = {
  offering(option: string): { shown: Shown; text: string };
  /** Gives the address that Twilio tells us, and the one that the customer's own screen shows. */
  attach(file: File): { url: string; shownUrl: string };
};

/** What a customer does, as fields of Twilio's form: https://www.twilio.com/docs/messaging/guides/webhook-request */
export function saying(says: Says, { offering, attach }: Surroundings): Spoken {
  switch (says.type) {
    case 'choice': {
      const { shown, text } = offering(says.option);
      const fields = { Body: text, MessageType: 'button', ButtonText: text, ButtonPayload: says.option };
      return { fields: { ...fields, OriginalRepliedMessageSid: shown.id }, look: { text } };
    }
    case 'react':
      return { fields: { Body: says.emoji, MessageType: 'reaction', OriginalRepliedMessageSid: says.message } };
    case 'leave':
      return keyword('STOP');
    case 'file':
      return attached(says, attach);
    case 'sticker':
      return { ...attached(sticker, attach), look: { text: '👍' } };
    case 'contact':
      return attached(card(says), attach);
    case 'text':
      return ['STOP', 'START', 'HELP'].includes(says.text.trim().toUpperCase()) ? keyword(says.text) : spoken(says);
    default:
      return spoken(says);
  }
}

const keyword = (text: string): Spoken => ({
  fields: { Body: text, MessageType: 'text', OptOutType: text.trim().toUpperCase() },
  look: { text },
});

function attached(file: File, attach: Surroundings['attach']): Spoken {
  const { url, shownUrl } = attach(file);
  const { name, mediaType } = file;
  const fields = { Body: '', NumMedia: '1', MediaUrl0: url, MediaContentType0: mediaType };
  return { fields, look: { text: '', media: { url: shownUrl, mediaType, name } } };
}

/** Who writes: everybody has a name, those with a username have no number. */
export const writer = (sender: string, { name = 'Customer' }: Profile): Record<string, string> => ({
  From: `whatsapp:${sender}`,
  ProfileName: name,
  ...(sender.startsWith('+') ? { WaId: sender.slice(1) } : { ExternalUserId: `whatsapp:${sender}` }),
});
