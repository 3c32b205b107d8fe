import type { Media } from '../aws/media.ts';
import { keyOf } from '../media/key.ts';
import type { Content } from '../message.ts';

/** Providers fetch a file soon after they took its message; some of them only when the customer looks at it. */
const lives = 3_600;

/** A content as channels want it: a file that is kept with us at an https address, good for an hour from now. */
export function linked(content: Content, media: Pick<Media, 'link'>): Content {
  const key = content.type === 'media' ? keyOf(content.url) : undefined;
  if (content.type !== 'media' || key === undefined) return content;
  // A picture or a recording is shown without its name, and some providers take no longer address than 2,000 characters.
  const named = !/^(image|audio|video)\//.test(content.mediaType);
  return { ...content, url: media.link(key, { seconds: lives, ...(named && { name: content.name }) }) };
}
