import * as z from 'zod';
import type { Content } from '../../message.ts';
import { readJson } from '../shared/json.ts';

const mediaShape = z.array(
  z.object({
    Sid: z.string().regex(/^ME[0-9a-f]{32}$/i),
    ContentType: z.string().nullish(),
    Filename: z.string().nullish(),
  }),
);

/**
 * One content for each file of a message, the text being the first one's caption. Throws Permanent where Media is no
 * list of files.
 */
export function contentsOf(form: URLSearchParams): Content[] {
  const text = form.get('Body');
  const files = readJson(Buffer.from(form.get('Media') || '[]'), mediaShape);
  if (files.length === 0) return text ? [{ type: 'text', text }] : [];
  return files.map(({ Sid, ContentType, Filename }, index) => ({
    type: 'media',
    url: `twilio-conversations:${Sid}`,
    mediaType: ContentType ?? 'application/octet-stream',
    ...(Filename && { name: Filename }),
    ...(index === 0 && text && { caption: text }),
  }));
}
