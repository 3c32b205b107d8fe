import type { Shown } from '../provider.ts';
import type { Message } from './rules.ts';

/** What a message of ours looks like in Maps; a chip comes back by its postback data. */
export function seen(message: Message): Pick<Shown, 'text' | 'options' | 'media'> {
  const options = message.suggestions?.map(({ reply }) => ({ id: reply.postbackData, text: reply.text }));
  const chips = options && { options };
  if ('text' in message) return { text: message.text, ...chips };
  const { description = '', media } = message.richCard.standaloneCard.cardContent;
  return { text: description, media: { url: media.contentInfo.fileUrl, mediaType: 'image/png' }, ...chips };
}
