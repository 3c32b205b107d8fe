import { Permanent } from '../errors.ts';
import { textTypeOf } from './text-type.ts';

/** What a file turned out to be, and the ending that goes with it, without a dot. */
export type Found = { mediaType: string; extension: string };

/** What was said of a file before anybody looked into it. */
export type Claim = { mediaType?: string | undefined; name?: string | undefined };

/** Bytes at most, and the media types that are let in: whole ones, or families such as `image/`. */
export type Rules = { largest: number; types: readonly string[] };

/**
 * Finds out by its bytes what a file is. Throws Permanent, with a sentence for the agent, where it is too large, of a type
 * that is not let in, or of another kind than was said: a picture may be called JPEG and be PNG, a program called a picture
 * is not let in.
 */
export async function inspect(body: Buffer, claim: Claim, { largest, types }: Rules): Promise<Found> {
  if (body.length > largest) throw new Permanent(`it is larger than ${Math.floor(largest / 1_048_576)} MiB`);
  if (body.length === 0) throw new Permanent('it is empty');
  const found = settle((await typeOf(body)) ?? textTypeOf(body, claim.name), claim);
  if (!found) throw new Permanent('nobody can tell what it is');
  const { mediaType } = found;
  if (never.has(mediaType) || !types.some((type) => fits(mediaType, type)))
    throw new Permanent(`files of the type ${mediaType} are not let in`);
  const said = bare(claim.mediaType ?? '');
  if (said !== '' && !anything.test(said) && kindOf(said) !== kindOf(mediaType))
    throw new Permanent(`it is said to be ${said} and is ${mediaType}`);
  return found;
}

/** Whether a media type is `allowed`, or of the family that ends in a slash or a dot. */
export const fits = (mediaType: string, allowed: string): boolean =>
  /[/.]$/.test(allowed) ? mediaType.startsWith(allowed) : mediaType === allowed;

/** They carry scripts, which would run in the browser of whoever opens them: no configuration lets them in. */
export const never: ReadonlySet<string> = new Set([
  'application/xhtml+xml',
  'application/xml',
  'image/svg+xml',
  'text/html',
  'text/javascript',
  'text/xml',
]);

/** What is said of a file of which nothing is known. */
export const anything = /^(application|binary)\/octet-stream$/;

const bare = (mediaType: string): string => mediaType.split(';')[0]?.trim().toLowerCase() ?? '';

/** 77 KB that only files need, so that they are read with the first of them. */
async function typeOf(body: Buffer): Promise<Found | undefined> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(body).catch(() => undefined);
  return found && { mediaType: bare(found.mime), extension: found.ext };
}

/** Where one container serves several types, the bytes leave open which it is: then what was said of it counts. */
function settle(found: Found | undefined, { mediaType = '', name = '' }: Claim): Found | undefined {
  const said = bare(mediaType);
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  for (const [container, ...types] of containers) {
    if (found?.mediaType !== container) continue;
    const [mediaType, extension] = types.find(([type, end]) => type === said || end === ending) ?? [];
    if (mediaType && extension) return { mediaType, extension };
  }
  return found;
}

const containers: [string, ...[string, string][]][] = [
  ['video/mp4', ['audio/mp4', 'm4a'], ['audio/x-m4a', 'm4a']],
  ['video/webm', ['audio/webm', 'webm']],
  ['video/3gpp', ['audio/3gpp', '3gp'], ['audio/3gpp2', '3gp']],
  [
    'application/x-cfb',
    ['application/msword', 'doc'],
    ['application/vnd.ms-excel', 'xls'],
    ['application/vnd.ms-powerpoint', 'ppt'],
  ],
];

/** Sound and film share their containers; all else is told apart only from them and from pictures. */
function kindOf(mediaType: string): 'picture' | 'recording' | 'document' {
  if (mediaType.startsWith('image/')) return 'picture';
  return /^(audio|video)\//.test(mediaType) || mediaType === 'application/ogg' ? 'recording' : 'document';
}
