import { textOf } from '../../../lib/channels/shared/fallback.ts';
import type { Content } from '../../../lib/message.ts';
import type { Says, Shown } from '../provider.ts';
import type { Said } from './page.ts';

type Looks = Pick<Shown, 'text' | 'options' | 'media' | 'location'>;

/** What a line looks like on the page. */
export function seen(content: Content): Looks {
  switch (content.type) {
    case 'media': {
      const { url, mediaType, name, caption = '' } = content;
      return { text: caption, media: { url, mediaType, ...(name && { name }) } };
    }
    case 'choices':
      return { text: content.text, options: content.options };
    case 'location': {
      const { latitude, longitude, name } = content;
      return { text: textOf(content), location: { latitude, longitude, ...(name && { name }) } };
    }
    default:
      return { text: textOf(content) };
  }
}

/** What a visitor does, as the page shows and says it. */
export type Deed = {
  /** What is new on the page, or what looks different there. */
  looks?: Looks;
  change?: { message: string; looks: Partial<Shown> };
  frame: Said;
};

/** `label` is of the button that is pressed, `upTo` is when the newest line was said. A file is put away before it is said. */
export function deedOf(says: Exclude<Says, { type: 'file' }>, { label, upTo }: { label: string; upTo: number }): Deed {
  switch (says.type) {
    case 'text':
      return { looks: { text: says.text }, frame: { type: 'message', text: says.text } };
    case 'choice':
      return { looks: { text: label }, frame: { type: 'choice', option: says.option, text: label } };
    case 'location': {
      const { type, ...location } = says;
      return { looks: { text: '', location }, frame: { type, ...location } };
    }
    case 'edit': {
      const { message, text } = says;
      return { change: { message, looks: { text, edited: true } }, frame: { type: 'edit', messageId: message, text } };
    }
    case 'unsend': {
      const { message } = says;
      return { change: { message, looks: { text: '', deleted: true } }, frame: { type: 'unsend', messageId: message } };
    }
    case 'react': {
      const { message, emoji } = says;
      return {
        change: { message, looks: { reaction: emoji } },
        frame: { type: 'reaction', messageId: message, emoji },
      };
    }
    case 'typing':
    case 'leave':
      return { frame: { type: says.type } };
    case 'read':
      return { frame: { type: 'read', upTo } };
    default:
      throw new Error(`nobody can do this in a web chat: ${says.type}`);
  }
}
