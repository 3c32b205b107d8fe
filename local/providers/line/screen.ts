import type { File, Says, Shown } from '../provider.ts';
import type { LineMessage } from './rules.ts';

/** What a message of ours looks like on the phone; a quick reply comes back by its data. */
export function seen(message: LineMessage): Pick<Shown, 'text' | 'options' | 'media' | 'location'> {
  const items = message.quickReply?.items ?? [];
  const options = items.map(({ action }) => ({ id: action.data, text: action.label }));
  return { ...looks(message), ...(options.length > 0 && { options }) };
}

const mediaTypes = { image: 'image/png', video: 'video/mp4', audio: 'audio/mp4' } as const;

function looks(message: LineMessage): Pick<Shown, 'text' | 'media' | 'location'> {
  if (message.type === 'text') return { text: message.text };
  if (message.type !== 'location')
    return { text: '', media: { url: message.originalContentUrl, mediaType: mediaTypes[message.type] } };
  const { latitude, longitude, title: name, address } = message;
  return { text: `${name}\n${address}`, location: { latitude, longitude, name } };
}

/** The event that LINE makes of what a customer does, and what the customer sees of it. */
export function spoken(id: string, says: Exclude<Says, { type: 'file' }>, labelOf: (option: string) => string) {
  switch (says.type) {
    case 'text':
      return { event: message(id, { type: 'text', text: says.text }), shown: { text: says.text } };
    case 'choice':
      return { event: { type: 'postback', postback: { data: says.option } }, shown: { text: labelOf(says.option) } };
    case 'location': {
      const { latitude, longitude } = says;
      const location = { latitude, longitude };
      return { event: message(id, { type: 'location', ...location }), shown: { text: '', location } };
    }
    case 'sticker': {
      const sticker = { packageId: '446', stickerId: '1988', stickerResourceType: 'STATIC', keywords: ['Thumbs up'] };
      return { event: message(id, { type: 'sticker', ...sticker }), shown: { text: '👍' } };
    }
    default:
      throw new Error(`nobody can do this on LINE: ${says.type}`);
  }
}

/** The event of a picture, a recording or a file, whose bytes are fetched by the id: their type is not told. */
export function fileEvent(id: string, { name, mediaType, data }: File) {
  const contentProvider = { type: 'line' };
  const kind = mediaType.split('/')[0];
  if (kind === 'image') return message(id, { type: 'image', contentProvider });
  if (kind === 'video' || kind === 'audio') return message(id, { type: kind, duration: 1_000, contentProvider });
  return message(id, { type: 'file', fileName: name, fileSize: data.length });
}

const message = (id: string, fields: Record<string, unknown>) => ({
  type: 'message',
  message: { id, quoteToken: `quote-${id}`, ...fields },
});
