import type { Thread } from '../message.ts';
import { hexOf, threadKey } from '../thread.ts';

const scheme = 'media:';

/** Folders and a name, none of which may begin with a dot: `..` would lead out of its folder. */
const shape = /^media(\/[\w-][\w.-]*)+$/;

/** The key of a file that is kept with us, where this is its address; undefined where it lies elsewhere, or nowhere. */
export function keyOf(url: string): string | undefined {
  const key = url.startsWith(scheme) ? url.slice(scheme.length) : '';
  return shape.test(key) ? key : undefined;
}

/** Whether a key is that of an upload, which has a UUID for its name: what it is nobody has looked into. */
export const isUpload = (key: string): boolean => /\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}(\.\w+)?$/.test(key);

/** The address of a file that is kept with us under this key. */
export const urlOf = (key: string): string => `${scheme}${key}`;

/** Where all files lie that a thread's customer sent. */
export const folderOf = (thread: Thread): string => `media/${hexOf(threadKey(thread))}/`;
