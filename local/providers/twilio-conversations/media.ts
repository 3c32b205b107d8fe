import type { ApiAnswer } from '../api.ts';
import type { File } from '../provider.ts';
import { notFound, refuse, sidOf } from '../twilio.ts';

type Kept = File & { url: string };

/** Where the bytes lie for whoever knows the address. */
export const store = 'https://media.us1.twilio.com';

/**
 * The Media service, which keeps the files of both sides:
 * https://www.twilio.com/docs/conversations-classic/api/media-resource
 */
export function openMedia(keep: (file: File) => { url: string }) {
  const files = new Map<string, Kept>();

  function add(file: File) {
    const [sid, { url }] = [sidOf('ME'), keep(file)];
    files.set(sid, { ...file, url });
    const listed = { Sid: sid, ContentType: file.mediaType, Size: file.data.length, Filename: file.name };
    return { sid, url, listed };
  }

  return {
    add,
    find: (sid: string | null): Kept | undefined => files.get(sid ?? ''),
    take(data: Buffer, mediaType = ''): ApiAnswer {
      if (!/^\w+\/[\w.+-]+$/.test(mediaType) || data.length === 0)
        refuse(400, 20001, 'There is no file, or no type of it');
      const { sid } = add({ name: 'file', mediaType, data });
      return { status: 201, body: { sid, content_type: mediaType, size: data.length } };
    },
    locate(sid: string): ApiAnswer {
      const { mediaType, url } = files.get(sid) ?? notFound(sid);
      const links = { content_direct_temporary: store + new URL(url).pathname };
      return { status: 200, body: { sid, content_type: mediaType, links } };
    },
  };
}
