import type { Http } from '../../http.ts';
import type { Content } from '../../message.ts';
import { type Attachment, attachmentOf } from '../shared/attachment.ts';
import { textOf } from '../shared/fallback.ts';
import { onLast } from '../shared/parts.ts';
import { messagesOf } from '../shared/split-text.ts';
import { componentsOf } from './components.ts';

/** One message as Discord takes it, with the bytes of a file where there is one. */
export type Post = { content?: string; components?: unknown[]; file?: Attachment };

/** Bytes of a file at most, unless the server pays for more: https://docs.discord.com/developers/reference#uploading-files */
const largest = 10 * 1024 * 1024;

/**
 * The messages that say a content, each text within 2000 characters; fetches the file that is to be sent along.
 * https://docs.discord.com/developers/resources/message#create-message
 */
export async function postsOf(content: Content, http: Http): Promise<Post[]> {
  switch (content.type) {
    case 'media':
      return mediaPosts(content, http);
    case 'choices': {
      const { text, components } = componentsOf(content);
      return components ? onLast(texts(text), (last) => ({ ...last, components })) : texts(text);
    }
    default:
      return texts(textOf(content));
  }
}

const texts = (text: string): Post[] => messagesOf(text, 2000).map((content) => ({ content }));

async function mediaPosts(content: Extract<Content, { type: 'media' }>, http: Http): Promise<Post[]> {
  const { caption } = content;
  const file = await attachmentOf(content, http);
  if (!file || file.body.length > largest) return texts(textOf(content));
  if (!caption?.trim()) return [{ file }];
  if (caption.length > 2000) return [{ file }, ...texts(caption)];
  return [{ file, content: caption }];
}
