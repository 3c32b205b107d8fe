import type { Http } from '../../http.ts';
import type { Content } from '../../message.ts';
import type { Fetched } from '../channel.ts';
import { download } from '../shared/download.ts';
import { isWeb, textOf } from '../shared/fallback.ts';
import { messagesOf } from '../shared/split-text.ts';
import { componentsOf } from './components.ts';

/** One message as Discord takes it, with the bytes of a file where there is one. */
export type Post = { content?: string; components?: unknown[]; file?: Fetched & { name: string } };

/** Bytes of a file at most, unless the server pays for more: https://docs.discord.com/developers/reference#uploading-files */
const largest = 10 * 1024 * 1024;

/** The messages that say a content, each text within 2000 characters; fetches the file that is to be sent along. */
export async function postsOf(content: Content, http: Http): Promise<Post[]> {
  switch (content.type) {
    case 'media':
      return mediaPosts(content, http);
    case 'choices': {
      const { text, components } = componentsOf(content);
      return onLast(texts(text), components);
    }
    default:
      return texts(textOf(content));
  }
}

const texts = (text: string): Post[] => messagesOf(text, 2000).map((content) => ({ content }));

/** Buttons hang on the last part. */
const onLast = (posts: Post[], components: unknown[] | undefined) =>
  posts.map((post, index) => (components && index === posts.length - 1 ? { ...post, components } : post));

async function mediaPosts(content: Extract<Content, { type: 'media' }>, http: Http): Promise<Post[]> {
  const { url, mediaType, name, caption } = content;
  const fetched = isWeb(url) ? await download('the keeper of the file', { url }, http) : undefined;
  if (!fetched || fetched.body.length > largest) return texts(textOf(content));
  const file = { body: fetched.body, mediaType, name: name ?? (new URL(url).pathname.split('/').at(-1) || 'file') };
  if (!caption?.trim()) return [{ file }];
  if (caption.length > 2000) return [{ file }, ...texts(caption)];
  return [{ file, content: caption }];
}
