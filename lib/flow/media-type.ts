/** The media type of an address by its ending: Studio gives none. These are certain, and a channel may look closer. */
export function mediaTypeOf(url: string): string {
  const ending = /\.(\w+)$/.exec(URL.parse(url)?.pathname ?? '')?.[1]?.toLowerCase() ?? '';
  return mediaTypes.get(ending) ?? 'application/octet-stream';
}

const mediaTypes = new Map([
  ['gif', 'image/gif'],
  ['jpeg', 'image/jpeg'],
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['mp3', 'audio/mpeg'],
  ['ogg', 'audio/ogg'],
  ['mp4', 'video/mp4'],
  ['pdf', 'application/pdf'],
  ['vcf', 'text/vcard'],
]);
