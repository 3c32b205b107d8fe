import type { Thread } from '../message.ts';
import { hexOf, threadKey } from '../thread.ts';

const scheme = 'media:';

/** The key of a file that is kept with us, where this is its address; undefined where it lies elsewhere. */
export const keyOf = (url: string): string | undefined =>
  url.startsWith(scheme) ? url.slice(scheme.length) : undefined;

/** The address of a file that is kept with us under this key. */
export const urlOf = (key: string): string => `${scheme}${key}`;

/** Where all files lie that a thread's customer sent. */
export const folderOf = (thread: Thread): string => `media/${hexOf(threadKey(thread))}/`;
