import type { Thread } from '../../message.ts';
import { hexOf, threadKey } from '../../thread.ts';

/** Whether this is the key of a file that the session put there: whoever names one may name no other, by no way around. */
export const isOwnKey = (key: string, thread: Thread): boolean =>
  key.startsWith(folderOf(thread)) && /^[\w-]+(\.\w+)?$/.test(key.slice(folderOf(thread).length));

/** Where the files of a session lie, as lib/media/key.ts has it. */
export const folderOf = (thread: Thread): string => `media/${hexOf(threadKey(thread))}/`;
