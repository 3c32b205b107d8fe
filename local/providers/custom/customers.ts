import { randomUUID } from 'node:crypto';
import type { Content } from '../../../lib/message.ts';
import type { openPhones } from '../phones.ts';
import type { File, Says } from '../provider.ts';
import { type Look, written } from './screen.ts';

/** Does on the screen what a customer does, and gives it as the event that we are told. */
export function deedOf(
  sender: string,
  says: Exclude<Says, { type: 'read' }>,
  phones: ReturnType<typeof openPhones>,
  attached: (file: File) => { content: Content; look: Look },
): Record<string, unknown> {
  const id = `m-${randomUUID()}`;
  switch (says.type) {
    case 'choice': {
      const { text } = phones.offering(sender, says.option);
      phones.show(sender, { id, from: 'customer', text, raw: says });
      return { type: 'choice', optionId: says.option, text, messageId: id };
    }
    case 'edit':
      phones.change(sender, says.message, { text: says.text, edited: true });
      return { type: 'edited', messageId: says.message, content: { type: 'text', text: says.text } };
    case 'unsend':
      phones.change(sender, says.message, { deleted: true });
      return { type: 'deleted', messageId: says.message };
    case 'react':
      phones.change(sender, says.message, { reaction: says.emoji });
      return { ...message(id), content: { type: 'reaction', messageId: says.message, emoji: says.emoji } };
    case 'typing':
      return { type: 'typing' };
    case 'leave':
      return { type: 'left' };
    default: {
      const { content, look } = says.type === 'file' ? attached(says) : written(says);
      phones.show(sender, { id, from: 'customer', state: 'delivered', ...look, raw: content });
      return { ...message(id), content };
    }
  }
}

const message = (messageId: string) => ({ type: 'message', messageId });
