import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { fits, never, type Rules } from '../media/inspect.ts';
import { folderOf } from '../media/key.ts';
import type { Thread } from '../message.ts';
import { Refused } from './refused.ts';

/** Which files may be put with us, and an address to put one. */
export type Uploads = Rules & {
  address(key: string, file: { mediaType: string; bytes: number; seconds: number }): string;
};

const askSchema = z.object({
  name: z.string().min(1).max(255),
  mediaType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/, 'is no media type'),
  /** Bytes. */
  size: z.int().positive(),
});

/** Seconds that a page has to begin with its upload. */
const patience = 300;

/**
 * Where a page may PUT one file: with these headers, of this type and size exactly; its `key` then goes into a `file` frame.
 * What the bytes really are is looked at when that comes in. Throws Refused where the file is not to be had, ZodError where what
 * is asked has not the right shape.
 */
export function openUpload({ largest, types, address }: Uploads, thread: Thread, asked: unknown) {
  const { name, mediaType, size } = askSchema.parse(asked);
  if (size > largest) throw new Refused(413, `the file is larger than ${Math.floor(largest / 1_048_576)} MiB`);
  if (never.has(mediaType) || !types.some((type) => fits(mediaType, type)))
    throw new Refused(415, `files of the type ${mediaType} are not let in`);
  const ending = /\.[a-zA-Z0-9]{1,8}$/.exec(name)?.[0].toLowerCase() ?? '';
  const key = `${folderOf(thread)}${randomUUID()}${ending}`;
  const url = address(key, { mediaType, bytes: size, seconds: patience });
  return { url, key, headers: { 'content-type': mediaType } };
}
