import { mediaTypeOf } from '../../../lib/flow/media-type.ts';
import type { File, Says, Shown } from '../provider.ts';
import type { AgentMessage } from './rules.ts';

/** What a message of ours looks like on the phone; a chip comes back by its postback data. */
export function seen({ contentMessage }: AgentMessage): Pick<Shown, 'text' | 'options' | 'media'> {
  const options = contentMessage.suggestions?.map(({ reply }) => ({ id: reply.postbackData, text: reply.text }));
  const chips = options && { options };
  if ('text' in contentMessage) return { text: contentMessage.text, ...chips };
  const { fileUrl } = contentMessage.contentInfo;
  // Google learns the type from the server that has the file.
  return { text: '', media: { url: fileUrl, mediaType: mediaTypeOf(fileUrl) }, ...chips };
}

type Saying = Exclude<Says, { type: 'file' | 'choice' | 'typing' | 'read' | 'leave' }>;

/** The content of a user message that Google makes of what a customer says, and what the customer sees of it. */
export function spoken(says: Saying) {
  switch (says.type) {
    case 'text':
      return { content: { text: says.text }, look: { text: says.text } };
    case 'location': {
      const location = { latitude: says.latitude, longitude: says.longitude };
      return { content: { location }, look: { text: '', location } };
    }
    default:
      throw new Error(`nobody can do this by RCS: ${says.type}`);
  }
}

/** A file that a customer sends: `address` is where Google keeps it, `url` where their own screen shows it from. */
export function attached({ name, mediaType, data }: File, address: string, url: string) {
  const payload = { mimeType: mediaType, fileSizeBytes: data.length, fileName: name, fileUri: address };
  return { content: { userFile: { payload } }, look: { text: '', media: { url, mediaType, name } } };
}
