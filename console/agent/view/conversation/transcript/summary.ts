import type { Content } from '../../../../../lib/message.ts';
import { texts } from '../texts.ts';

/** A message in a few words, to be read out. */
export function summaryOf(content: Content): string {
  switch (content.type) {
    case 'text':
    case 'choices':
      return content.text;
    case 'media':
      return [content.name ?? texts.kinds.file, content.caption].filter(Boolean).join(': ');
    case 'location':
      return content.name ?? content.address ?? texts.kinds.location;
    case 'template':
      return texts.kinds.template(content.id);
    case 'reaction':
      return content.emoji;
    case 'contact':
      return content.name;
  }
}
