import * as z from 'zod';
import type { Media } from '../aws/media.ts';
import type { Line, ThreadState } from '../conversation/state.ts';
import { extensionOf } from '../media/extension.ts';
import { fits, never, type Rules } from '../media/inspect.ts';
import { folderOf, isUpload, keyOf, urlOf } from '../media/key.ts';
import type { Content } from '../message.ts';

/** What the agents' side needs to show files and to take them; links are as browsers are to be given them. */
export type Files = { media: Pick<Media, 'link' | 'upload'>; rules: Rules; newId(): string };

/** Seconds: a conversation that is looked at again has newer links. */
const linkLives = 900;

/**
 * A line as an agent sees it: a file that is kept with us at an address of its own. One that is not kept yet, or is kept out,
 * has none: where it lies at the provider is nobody's business.
 */
export function withLink(line: Line, { media }: Pick<Files, 'media'>): Line {
  const { content, direction } = line;
  if (content.type !== 'media') return line;
  const key = keyOf(content.url);
  if (direction === 'in' && (key === undefined || isUpload(key))) return { ...line, content: { ...content, url: '' } };
  if (key === undefined) return line;
  return { ...line, content: { ...content, url: media.link(key, { seconds: linkLives, name: content.name }) } };
}

/** Where all files lie that agents put with us. */
const uploads = 'media/sent/';

/**
 * Whether a content may be said to the customer of these threads: a file that lies with us is one that was uploaded to be said, or
 * their own. The names of others can be guessed.
 */
export function isTheirFile(content: Content, threads: Pick<ThreadState, 'thread'>[]): boolean {
  const key = content.type === 'media' ? keyOf(content.url) : undefined;
  const folders = [uploads, ...threads.map(({ thread }) => folderOf(thread))];
  return key === undefined || folders.some((folder) => key.startsWith(folder));
}

/** What an agent says with a file: the address that `uploadFor` gave for it, or where one lies that they send again. */
export const fileSchema = z.object({
  url: z.string().refine((url) => keyOf(url) !== undefined, 'must be the address that the upload gave'),
  mediaType: z.string(),
  name: z.string().optional(),
});

const uploadSchema = z.object({
  name: z.string().min(1).max(255),
  mediaType: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+$/, 'is no media type')
    .toLowerCase(),
  /** Bytes. */
  size: z.int().positive(),
});

/**
 * Where to PUT a file of this type and size, with these headers, and the address by which it is then said. Throws ZodError
 * for what is no such question; `refused` is a sentence for the agent.
 */
export function uploadFor(body: unknown, { media, rules, newId }: Files) {
  const { mediaType, size } = uploadSchema.parse(body);
  if (size > rules.largest) return { refused: `a file may have ${Math.floor(rules.largest / 1_048_576)} MiB at most` };
  if (never.has(mediaType) || !rules.types.some((type) => fits(mediaType, type)))
    return { refused: `files of the type ${mediaType} are not let in` };
  const key = `${uploads}${newId()}.${extensionOf(mediaType)}`;
  const upload = media.upload(key, { mediaType, bytes: size, seconds: linkLives });
  return { url: urlOf(key), mediaType, upload: { method: 'PUT', url: upload, headers: { 'content-type': mediaType } } };
}
