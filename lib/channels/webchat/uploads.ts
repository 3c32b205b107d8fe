import type { Thread } from '../../message.ts';
import { hexOf, threadKey } from '../../thread.ts';

/** Where the files of a session lie, as lib/media/key.ts has it: whoever names a file must have been the one who put it there. */
export const folderOf = (thread: Thread): string => `media/${hexOf(threadKey(thread))}/`;
