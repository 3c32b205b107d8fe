import type { ApiAnswer, ApiCall } from './api.ts';
import type { File } from './provider.ts';
import { sidOf } from './twilio.ts';

/**
 * What customers send, as Twilio gives it to the account: the bytes lie in a `store`, where whoever knows the address gets
 * them. https://www.twilio.com/docs/messaging/api/media-resource
 */
export function openMedia(accountSid: string, store: string, keep: (file: File) => { url: string }) {
  /** Where the bytes of each media resource lie, by its path. */
  const places = new Map<string, string>();
  return {
    /** The answer to a call for a file, which is where its bytes lie; undefined for any other call. */
    answer({ method, path }: ApiCall): ApiAnswer | undefined {
      const location = method === 'GET' ? places.get(path) : undefined;
      return location === undefined ? undefined : { status: 307, headers: { location }, body: '' };
    },
    /** Keeps a file of the message `sid`; gives the address that we are told, and the one for the customer's own screen. */
    attach(sid: string, file: File): { url: string; shownUrl: string } {
      const path = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${sidOf('ME')}`;
      const { url: shownUrl } = keep(file);
      places.set(path, `${store}${new URL(shownUrl).pathname}`);
      return { url: `https://api.twilio.com${path}`, shownUrl };
    },
  };
}
