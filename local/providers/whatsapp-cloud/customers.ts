import type { openPhones } from '../phones.ts';
import { picture } from '../picture.ts';
import type { File, Says } from '../provider.ts';
import { fileMessage, spoken } from './screen.ts';

type Phones = ReturnType<typeof openPhones>;
type Keep = (file: File) => { id: string; url: string };

/** Shows on the customer's phone what they did, and gives the message that WhatsApp makes of it. */
export function doing(phones: Phones, keep: Keep, sender: string, id: string, says: Says): object {
  switch (says.type) {
    case 'edit': {
      phones.change(sender, says.message, { text: says.text, edited: true });
      const edited = { type: 'text', text: { body: says.text } };
      return { type: 'edit', edit: { original_message_id: says.message, message: edited } };
    }
    case 'unsend':
      phones.change(sender, says.message, { text: '', deleted: true });
      return { type: 'revoke', revoke: { original_message_id: says.message } };
    case 'react':
      phones.change(sender, says.message, { reaction: says.emoji });
      return { type: 'reaction', reaction: { message_id: says.message, emoji: says.emoji } };
    default: {
      const { message, look } = saying(phones, keep, sender, says);
      phones.show(sender, { id, from: 'customer', state: 'delivered', ...look, raw: message });
      return message;
    }
  }
}

function saying(phones: Phones, keep: Keep, sender: string, says: Says) {
  switch (says.type) {
    case 'choice': {
      const { shown, text } = phones.offering(sender, says.option);
      const type = JSON.stringify(shown.raw).includes('"type":"button"') ? 'button_reply' : 'list_reply';
      const interactive = { type, [type]: { id: says.option, title: text } };
      return { message: { type: 'interactive', interactive, context: { id: shown.id } }, look: { text } };
    }
    case 'file': {
      const { id, url } = keep(says);
      const { name, mediaType } = says;
      return { message: fileMessage(says, id), look: { text: '', media: { url, mediaType, name } } };
    }
    case 'sticker': {
      const about = { id: keep(sticker).id, mime_type: 'image/webp', sha256: 'local', animated: false };
      return { message: { type: 'sticker', sticker: about }, look: { text: '👍' } };
    }
    default:
      return spoken(says);
  }
}

const sticker: File = { name: 'sticker.png', mediaType: 'image/png', data: picture() };
