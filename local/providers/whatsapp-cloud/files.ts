import type { ApiAnswer, ApiCall } from '../api.ts';
import { fileAnswer } from '../api.ts';
import { refuse } from '../meta/graph.ts';
import type { File } from '../provider.ts';

/** What the ids of files begin with here, so that their addresses can be told from those of Meta's other stand-ins. */
export const fileIds = '100338342138';
export const store = 'https://lookaside.fbsbx.com/whatsapp_business';

/**
 * The files of customers: the API tells by a file's id where its bytes lie, and both want the token.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
 */
export function openFiles() {
  const files = new Map<string, File>();
  return {
    keep(file: File): string {
      const id = `${fileIds}${files.size + 1}`;
      files.set(id, file);
      return id;
    },
    /** The answer to a call for a file or its bytes; undefined for any other. */
    take({ path }: ApiCall): ApiAnswer | undefined {
      const [name, query] = path.split('?');
      const asked = name?.startsWith('/whatsapp_business/') && (new URLSearchParams(query).get('mid') ?? '');
      const id = asked || (name?.split('/').at(-1) ?? '');
      if (!asked && !id.startsWith(fileIds)) return undefined;
      const file = files.get(id);
      if (!file) return refuse(404, { code: 100, message: 'There is no such media, or it has expired' });
      if (asked) return fileAnswer(file);
      const url = `${store}/attachments/?mid=${id}&source=getMedia`;
      const about = { url, mime_type: file.mediaType, file_size: file.data.length, id };
      return { status: 200, body: { messaging_product: 'whatsapp', ...about } };
    },
  };
}
